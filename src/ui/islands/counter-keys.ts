/**
 * Shortcuts of the desk. `data-key` on a link, button or field names its key; rows (`data-row`) are walked with j and k.
 * Inside a field only function keys and Ctrl combinations act, so nothing is stolen from typing or from Unikey.
 * WCAG 2.1.4: shortcuts of one letter can be switched off on the sheet of keys; the choice stays on this computer.
 */
const LETTERS_OFF = 'mc-khong-phim-chu';
const TYPING = 'input:not([type=checkbox]):not([type=radio]):not([type=submit]):not([type=button]), select, textarea, [contenteditable]';

/** A scanner types a whole code, a key every few milliseconds; a hand is slower. Its digits choose nothing from a list. */
const BY_HAND_MS = 60;
let typedAt = -BY_HAND_MS;
let choosing: ReturnType<typeof setTimeout> | undefined;

const lettersOn = (): boolean => {
  try {
    return localStorage.getItem(LETTERS_OFF) !== '1';
  } catch {
    return true; // storage may be forbidden; the keys then simply work
  }
};

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey && event.key.length > 1 ? 'Shift+' : ''}${key}`;
}
const shown = (element: HTMLElement): boolean => element.getClientRects().length > 0 && !element.matches(':disabled');

function target(name: string): HTMLElement | undefined {
  // the page's own key goes before the frame's: F4 on the intake page means its first field, elsewhere the way there
  return [...document.querySelectorAll<HTMLElement>('main [data-key]'), ...document.querySelectorAll<HTMLElement>('header [data-key]')].find((element) => element.dataset['key']?.toUpperCase() === name.toUpperCase() && shown(element));
}
function act(element: HTMLElement): void {
  if (element.matches(TYPING)) {
    element.focus();
    if (element instanceof HTMLInputElement) element.select();
  } else element.click();
}

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')].filter(shown);
const rowAt = (element: Element | null): HTMLElement | null => element?.closest<HTMLElement>('[data-row]') ?? null;
function walk(step: 1 | -1): void {
  const all = rows();
  const here = rowAt(document.activeElement);
  const next = all[here ? all.indexOf(here) + step : step === 1 ? 0 : all.length - 1];
  // real focus, so that a screen reader says the row and the browser scrolls to it
  next?.querySelector<HTMLElement>('a, input, button')?.focus();
}

/** True when the key was one of the list's or the sheet's own. */
function letter(event: KeyboardEvent): boolean {
  const row = rowAt(document.activeElement);
  switch (event.key) {
    case 'j': walk(1); return rows().length > 0;
    case 'k': walk(-1); return rows().length > 0;
    case 'x': {
      const box = row?.querySelector<HTMLInputElement>('input[type=checkbox]');
      box?.click();
      return Boolean(box);
    }
    case '?': {
      const sheet = document.querySelector<HTMLDetailsElement>('details[data-key-sheet]');
      if (!sheet) return false;
      sheet.open = !sheet.open;
      sheet.querySelector('summary')?.focus();
      return true;
    }
    default: return false;
  }
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const name = nameOf(event);
  const plainKey = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  const typing = document.activeElement?.matches(TYPING) ?? false;
  if (typing && (plainKey || name === 'Escape' || name === 'Enter')) return;
  if (plainKey && !lettersOn()) return;
  const byHand = event.timeStamp - typedAt > BY_HAND_MS;
  if (plainKey) typedAt = event.timeStamp;
  clearTimeout(choosing);
  const element = target(name);
  if (element) {
    event.preventDefault();
    if (/^\d$/.test(event.key) && plainKey) {
      if (byHand) choosing = setTimeout(() => act(element), BY_HAND_MS);
      return;
    }
    act(element);
    return;
  }
  // Enter on a row's box would post the form around the list; it opens the row instead
  if (name === 'Enter' && document.activeElement?.matches('[data-row] input[type=checkbox]')) {
    const link = rowAt(document.activeElement)?.querySelector<HTMLElement>('a');
    if (link) {
      event.preventDefault();
      link.click();
    }
    return;
  }
  if (plainKey && letter(event)) event.preventDefault();
});

document.addEventListener('focusin', () => {
  const row = rowAt(document.activeElement);
  for (const other of document.querySelectorAll('.mc-row-here')) if (other !== row) other.classList.remove('mc-row-here');
  row?.classList.add('mc-row-here');
});

for (const label of document.querySelectorAll<HTMLElement>('[data-key-letters]')) {
  const box = label.querySelector('input');
  if (!box) continue;
  box.checked = lettersOn();
  label.hidden = false;
  box.addEventListener('change', () => {
    try {
      localStorage.setItem(LETTERS_OFF, box.checked ? '0' : '1');
    } catch {
      box.checked = true;
    }
  });
}
