/** Fills the communes when the province changes (`data-communes-url`), in place of the button that loads the page again. */
interface Answer { readonly items: readonly { readonly value: string; readonly label: string }[] }

for (const box of document.querySelectorAll<HTMLElement>('[data-communes-url]')) {
  const url = box.dataset['communesUrl'];
  const province = box.querySelector<HTMLSelectElement>('select[name$=".province"]');
  const commune = box.querySelector<HTMLSelectElement>('select[name$=".commune"]');
  const button = box.querySelector<HTMLElement>('[data-load-communes]');
  if (!url || !province || !commune) continue;
  const hint = document.getElementById(`${commune.id}-hint`);
  let asked = 0;
  const helpless = (on: boolean): void => {
    if (button) button.hidden = !on;
    if (hint) hint.hidden = !on;
  };
  helpless(false);
  province.addEventListener('change', () => {
    const mine = ++asked;
    const first = commune.options[0]?.cloneNode(true);
    commune.replaceChildren(...(first ? [first] : []));
    if (!province.value) return;
    commune.setAttribute('aria-busy', 'true');
    fetch(`${url}?tinh=${encodeURIComponent(province.value)}`, { headers: { accept: 'application/json' } })
      .then((response) => (response.ok ? (response.json() as Promise<Answer>) : Promise.reject(new Error(String(response.status)))))
      .then(({ items }) => {
        if (mine === asked) commune.append(...items.map((item) => new Option(item.label, item.value)));
      })
      // the list never becomes a dead end: the plain button comes back
      .catch(() => helpless(true))
      .finally(() => commune.removeAttribute('aria-busy'));
  });
}
