/**
 * In a list with the focus, letters without marks find lines that have them: «lam» is «Lâm Đồng», «ham l» is «Xã Hàm Liêm». The browser's own search
 * knows no such thing, and a hundred lines that all begin with «Xã» are out of a keyboard's reach. Arrows, Enter and the space bar stay the browser's.
 */
const PAUSE_MS = 1500;
/** The rest of the page hears of a choice when the hand rests or goes on, not of every letter on the way to it. */
const REST_MS = 250;
const KIND = /^(?:xa|phuong|dac khu|thi tran|tinh|thanh pho) /;
const plain = (text: string): string => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').trim().toLowerCase();

let typed = '';
let at = -PAUSE_MS;
let list: HTMLSelectElement | null = null;
let resting: ReturnType<typeof setTimeout> | undefined;
const arriving = new MutationObserver(() => choose());

function tell(): void {
  clearTimeout(resting);
  if (resting === undefined) return;
  resting = undefined;
  list?.dispatchEvent(new Event('change', { bubbles: true }));
}
function choose(): void {
  const wanted = plain(typed);
  if (!list || wanted === '') return;
  const options = [...list.options].filter((option) => option.value !== '' && !option.disabled);
  const found = options.find((option) => plain(option.text).startsWith(wanted)) ?? options.find((option) => plain(option.text).replace(KIND, '').startsWith(wanted)) ?? options.find((option) => ` ${plain(option.text)}`.includes(` ${wanted}`));
  if (!found || found.selected) return;
  found.selected = true;
  clearTimeout(resting);
  resting = setTimeout(tell, REST_MS);
}

document.addEventListener('keydown', (event) => {
  const here = event.target;
  if (!(here instanceof HTMLSelectElement) || here.multiple || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (here !== list || event.timeStamp - at > PAUSE_MS) typed = '';
  // Unikey takes a letter back before it writes it with its mark
  if (event.key === 'Backspace') typed = typed.slice(0, -1);
  else if ([...event.key].length === 1 && !(event.key === ' ' && typed === '')) typed += event.key;
  else return;
  event.preventDefault();
  at = event.timeStamp;
  if (here !== list) {
    list = here;
    arriving.disconnect();
    // lines that are still on their way are chosen from when they come
    arriving.observe(here, { childList: true });
  }
  choose();
});
document.addEventListener('focusout', tell);
