/**
 * A page that waits for something (`<html data-waiting="3">`, seconds) asks again quietly and is loaded anew once it waits no
 * longer: nothing moves under a reader before there is something new. Without script the page's own `noscript` refresh does it.
 */
const MOST_TIMES = 120;
const every = Math.max(1, Number(document.documentElement.dataset['waiting']) || 3) * 1000;
let asked = 0;

function later(): void { if (asked < MOST_TIMES) setTimeout(ask, every); }
function ask(): void {
  asked += 1;
  if (document.hidden) { later(); return; }
  fetch(location.href, { headers: { accept: 'text/html' } })
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error(String(response.status)))))
    .then((html) => { if (/<html[^>]* data-waiting=/.test(html)) later(); else location.reload(); })
    .catch(later);
}
later();
