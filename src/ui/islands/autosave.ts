/**
 * Keeps what is typed (`form[data-autosave="<url>"]`): after 1.5 s of rest and when a field is left, the form is posted to
 * that address, and a copy stays in this device until the server has it (not with `data-borrowed`). The server says when it
 * has kept it; nothing here calls anything kept before that. Without this script the button at the end keeps everything.
 */
interface Reply { readonly state: string; readonly at?: string; readonly revision?: number }
interface Copy { at: number; ban: string; unsent: boolean; values: [string, string][] }

const REST_MS = 1500;
const RETRY_MS = 10_000;
const WAIT_MS = 8000;
const OLD_MS = 30 * 86_400_000;
const PREFIX = 'mc-nhap:';
const vi = document.documentElement.lang !== 'en';
const words = {
  saving: vi ? 'Đang lưu…' : 'Saving…',
  kept: (at: string): string => (vi ? `Đã giữ lại lúc ${at}. Có thể tắt máy.` : `Kept at ${at}. You may switch off.`),
  offline: vi ? 'Mất mạng – đã giữ trong máy, sẽ tự gửi' : 'No network – kept on this device, will be sent',
  nowhere: vi ? 'Mất mạng – chưa giữ được. Đừng đóng trang này.' : 'No network – not kept yet. Do not close this page.',
  other: vi ? 'Trang này đã mở ở máy khác. Tải lại trang để xem bản mới nhất.' : 'This page was opened elsewhere. Reload to see the newest version.',
};

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) {
  const url = form.dataset['autosave'] ?? '';
  const line = form.querySelector<HTMLElement>('[data-save-state]') ?? document.querySelector<HTMLElement>('[data-save-state]');
  const ban = form.elements.namedItem('_ban') as HTMLInputElement | null;
  const borrowed = 'borrowed' in form.dataset;
  const key = PREFIX + url;
  let timer = 0;
  let dirty = false;
  let ended = false;
  let inFlight: Promise<void> | undefined;

  const say = (text: string): void => { if (line && line.textContent !== text) line.textContent = text; };
  const values = (): [string, string][] => [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string' && !/^_(?:csrf|key|ban)$/.test(pair[0]));
  const keepHere = (): boolean => {
    if (borrowed) return false;
    try { localStorage.setItem(key, JSON.stringify({ at: Date.now(), ban: ban?.value ?? '', unsent: dirty, values: values() } satisfies Copy)); return true; } catch { return false; }
  };
  const later = (ms: number): void => { clearTimeout(timer); timer = setTimeout(save, ms) as unknown as number; };

  function save(): void {
    clearTimeout(timer);
    if (!dirty || inFlight || ended) return;
    dirty = false;
    say(words.saving);
    const data = new URLSearchParams(values());
    for (const name of ['_csrf', '_ban']) { const field = form.elements.namedItem(name) as HTMLInputElement | null; if (field) data.set(name, field.value); }
    const stop = new AbortController();
    const giveUp = setTimeout(() => stop.abort(), WAIT_MS);
    inFlight = fetch(url, { method: 'POST', body: data, signal: stop.signal, keepalive: String(data).length < 60_000, headers: { accept: 'application/json' } })
      .then(async (response) => {
        // an answer that is not ours (signed out, busy, refused) is treated like no network: the copy here stays
        const reply = (response.ok || response.status === 409 ? await response.json() : { state: '' }) as Reply;
        if (reply.state === 'kept') {
          if (ban && reply.revision !== undefined) ban.value = String(reply.revision);
          if (!dirty) say(words.kept(reply.at ?? new Date().toTimeString().slice(0, 5)));
          keepHere();
        } else if (response.status === 409) { ended = true; dirty = true; keepHere(); say(words.other); } else throw new Error(String(response.status));
      })
      .catch(() => { dirty = true; say(keepHere() ? words.offline : words.nowhere); later(RETRY_MS); })
      .finally(() => { clearTimeout(giveUp); inFlight = undefined; if (dirty && !ended && !timer) later(REST_MS); });
    timer = 0;
  }

  const restore = (): void => {
    let copy: Copy | null = null;
    try {
      for (let at = localStorage.length - 1; at >= 0; at -= 1) {
        const name = localStorage.key(at) ?? '';
        if (name.startsWith(PREFIX) && Date.now() - (JSON.parse(localStorage.getItem(name) ?? '{}') as Copy).at > OLD_MS) localStorage.removeItem(name);
      }
      if (borrowed) localStorage.removeItem(key);
      copy = JSON.parse(localStorage.getItem(key) ?? 'null') as Copy | null;
      if (copy && copy.ban !== ban?.value && !copy.unsent) { localStorage.removeItem(key); copy = null; }
    } catch { return; }
    if (!copy) return;
    // the same version as then: this device knows better; a newer one from elsewhere: only what is empty there is filled
    const same = copy.ban === (ban?.value ?? '');
    let changed = false;
    for (const name of new Set(copy.values.map(([one]) => one))) {
      const wanted = copy.values.filter(([one]) => one === name).map(([, value]) => value);
      const controls = [...form.elements].filter((control): control is HTMLInputElement => (control as HTMLInputElement).name === name);
      const boxes = controls.filter((control) => /^(?:radio|checkbox)$/.test(control.type));
      const now = boxes.length > 0 ? boxes.filter((box) => box.checked).map((box) => box.value) : controls.slice(0, 1).map((control) => control.value);
      if (controls.length === 0 || now.join('\n') === wanted.join('\n') || (!same && now.some((value) => value !== ''))) continue;
      changed = true;
      if (boxes.length > 0) for (const box of boxes) box.checked = wanted.includes(box.value);
      else if (controls[0]) controls[0].value = wanted[0] ?? '';
      controls[0]?.closest('details')?.setAttribute('open', '');
    }
    if (!changed) return;
    dirty = true;
    form.dispatchEvent(new Event('change', { bubbles: true }));
  };

  if (ban) ban.autocomplete = 'off';
  restore();
  const typed = (): void => { if (ended) return; dirty = true; keepHere(); later(REST_MS); };
  form.addEventListener('input', typed);
  form.addEventListener('change', typed);
  // leaving a field for a button is going on, which keeps everything by itself
  form.addEventListener('focusout', (event) => { if (!(event.relatedTarget instanceof HTMLButtonElement)) save(); });
  addEventListener('online', save);
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
  // going on: what is on its way must arrive first, or its new version number would make this post look like an old one
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (inFlight) {
      event.preventDefault();
      const by = (event as SubmitEvent).submitter;
      void inFlight.then(() => { if (form.requestSubmit) form.requestSubmit(by); else form.submit(); });
      return;
    }
    dirty = false;
    keepHere();
  });
  addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  if (dirty) later(REST_MS);
}
