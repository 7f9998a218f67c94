/**
 * Pages of a paper (`[data-photo-pages="<url>"]`): a chosen photo is made small here (5 MB → 0.3 MB: 108 s → 6 s at
 * 400 kbit/s), checked for blur and darkness, sent at once, and kept in this device until the server has it (not with
 * `data-borrowed`). What counts as received is only what the server lists. Whatever fails here, the plain form remains.
 */
import { shelf, type Kept } from './photo/shelf.ts';
import { shrink } from './photo/shrink.ts';

interface Waiting extends Kept { readonly row: HTMLElement; readonly say: (text: string, kind?: Kind) => void; readonly input: HTMLInputElement; sending?: boolean }
type Kind = 'checking' | 'blurry' | 'refused';
interface Answer { readonly refused?: readonly { readonly filename: string; readonly message: string }[] }

const MOST_BYTES = 15 * 1024 * 1024;
const RETRY_MS = 10_000;
const STALLED_MS = 90_000;
const vi = document.documentElement.lang !== 'en';
const words = {
  small: vi ? 'Đang làm nhỏ ảnh…' : 'Making it small…',
  sending: (share: number): string => (vi ? `Đang gửi ${share} %` : `Sending ${share} %`),
  waiting: vi ? 'Chờ gửi' : 'Waiting to be sent',
  offline: (kept: boolean): string => (kept ? (vi ? 'Mất mạng. Đã giữ ảnh trong máy, có mạng sẽ tự gửi' : 'No network. Kept on this device, will be sent') : vi ? 'Mất mạng. Giữ trang này mở, có mạng sẽ tự gửi' : 'No network. Leave this page open, it will be sent'),
  over: (kept: boolean): string => (kept ? (vi ? 'Phiên đăng nhập đã hết. Ảnh đã giữ, đăng nhập lại là gửi tiếp' : 'Your session has ended. The picture is kept and will be sent once you sign in again') : vi ? 'Phiên đăng nhập đã hết. Đăng nhập lại rồi xem ảnh này đã đến chưa' : 'Your session has ended. Sign in again, then see whether this picture has arrived'),
  signIn: vi ? 'Đăng nhập lại' : 'Sign in again',
  old: (kept: boolean): string => (kept ? (vi ? 'Trang mở đã lâu. Ảnh đã giữ trong máy, tải lại trang là gửi tiếp' : 'This page was open too long. The picture is kept, reload the page to send it') : vi ? 'Trang mở đã lâu. Tải lại trang rồi chọn lại ảnh' : 'This page was open too long. Reload it and choose the picture again'),
  anew: vi ? 'Tải lại trang' : 'Reload the page',
  reload: vi ? 'Chưa gửi được. Tải lại trang rồi chọn lại ảnh' : 'Not sent. Reload the page and choose the picture again',
  large: vi ? 'Tệp này nặng hơn 15 MB. Anh/chị chụp ảnh từng trang, hoặc tách tệp PDF' : 'This file is larger than 15 MB. Photograph page by page, or split the PDF',
  empty: vi ? 'Ảnh này 0 KB, máy chưa lưu được. Chụp lại giúp' : 'This file is 0 KB: your phone did not save it. Please take the photo again',
  blurry: vi ? 'Ảnh hơi mờ. Chụp lại hay vẫn dùng?' : 'The picture is a little blurred. Take it again, or use it?',
  dark: vi ? 'Ảnh hơi tối. Chụp lại hay vẫn dùng?' : 'The picture is rather dark. Take it again, or use it?',
  again: vi ? 'Chụp lại' : 'Take again', use: vi ? 'Vẫn dùng' : 'Use it', drop: vi ? 'Bỏ' : 'Remove',
  first: (n: number): string => (vi ? `Còn ${n} ảnh chưa gửi xong. Chờ gửi xong, hoặc bấm lần nữa để đi tiếp` : `${n} pictures are still being sent. Wait, or press again to go on`),
};

const element = <K extends keyof HTMLElementTagNameMap>(tag: K, name: string, text = ''): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
};
for (const box of document.querySelectorAll<HTMLElement>('[data-photo-pages]')) {
  const url = box.dataset['photoPages'];
  const form = box.closest('form');
  const inputs = [...box.querySelectorAll<HTMLInputElement>('[data-photo-input]')];
  const inputName = inputs[0]?.name;
  if (!url || !form || !inputName || typeof createImageBitmap !== 'function' || typeof indexedDB === 'undefined') continue;
  const boxKey = `${url}#${inputName}`;
  const list = (): HTMLElement | null => box.querySelector('[data-photo-list]');
  const button = box.querySelector<HTMLElement>('[data-photo-send]');
  const waiting: Waiting[] = [];
  let asking = 0;
  let running = false;
  let pressed = false;
  let minted = 0;
  let timer = 0;

  const plain = (input: HTMLInputElement, files: readonly File[]): void => {
    try { const put = new DataTransfer(); for (const file of files) put.items.add(file); input.files = put.files; } catch { /* the person chooses again */ }
    if (button) button.hidden = false;
  };

  function addRow(name: string, blob: Blob): Pick<Waiting, 'row' | 'say'> & { actions: HTMLElement } {
    const row = element('li', 'mc-page mc-page-checking');
    const picture = element('span', 'mc-page-picture');
    if (/^image\//.test(blob.type)) { const shown = element('img', ''); shown.alt = ''; shown.width = shown.height = 64; shown.src = URL.createObjectURL(blob); shown.onload = shown.onerror = () => URL.revokeObjectURL(shown.src); picture.append(shown); }
    const text = element('span', 'mc-page-words');
    const status = element('span', 'mc-page-status');
    status.setAttribute('role', 'status');
    const actions = element('span', 'mc-page-actions');
    text.append(element('strong', '', name), status);
    row.append(picture, text, actions);
    list()?.append(row);
    return { row, actions, say: (words_, kind = 'checking') => { row.className = `mc-page mc-page-${kind}`; if (status.textContent !== words_) status.textContent = words_; } };
  }
  const actionButton = (text: string, press: () => void): HTMLButtonElement => { const made = element('button', 'mc-link-button', text); made.type = 'button'; made.addEventListener('click', press); return made; };
  const giveUp = (one: { row: HTMLElement; say: Waiting['say'] }, text: string): void => {
    one.say(text, 'refused');
    one.row.querySelector('.mc-page-actions')?.replaceChildren(actionButton(words.drop, () => one.row.remove()));
  };

  async function take(file: File, input: HTMLInputElement): Promise<void> {
    const { row, say, actions } = addRow(file.name, file);
    if (file.size === 0) { giveUp({ row, say }, words.empty); return; }
    say(words.small);
    const small = /^image\//.test(file.type) || /\.(?:jpe?g|png|webp|heic|heif)$/i.test(file.name) ? await shrink(file).catch(() => null) : null;
    const blob = small?.blob ?? file;
    if (blob.size > MOST_BYTES) { giveUp({ row, say }, words.large); return; }
    const go = async (): Promise<void> => {
      actions.replaceChildren();
      say(words.waiting);
      const kept: Kept = { id: `${Date.now()}-${minted++}-${Math.random().toString(36).slice(2)}`, box: boxKey, name: file.name, blob, at: Date.now() };
      await shelf.put(kept);
      waiting.push({ ...kept, row, say, input });
      void send();
    };
    if (!small?.fault) { await go(); return; }
    asking++;
    say(words[small.fault], 'blurry');
    actions.replaceChildren(
      actionButton(words.again, () => { asking--; row.remove(); input.click(); }),
      actionButton(words.use, () => { asking--; void go(); }));
  }

  /** One page after the other: on a thin line two at once would both be late. */
  async function send(): Promise<void> {
    if (running) return;
    running = true;
    clearTimeout(timer);
    for (let one = waiting[0]; one; one = waiting[0]) {
      const done = await post(one).catch(() => 'later' as const);
      if (typeof done === 'object' && 'stopped' in done) {
        // Nothing can be sent from this page any more: the pictures wait in this device for the page that comes after.
        const kept = (await shelf.all()).some((other) => other.id === one?.id);
        for (const other of waiting) {
          other.say(done.stopped === 'over' ? words.over(kept) : words.old(kept), 'blurry');
          const link = element('a', '', done.stopped === 'over' ? words.signIn : words.anew);
          link.href = done.to;
          other.row.querySelector('.mc-page-actions')?.replaceChildren(link);
        }
        pressed = true;
        break;
      }
      if (done === 'later') {
        const kept = (await shelf.all()).some((other) => other.id === one?.id);
        for (const other of waiting) other.say(words.offline(kept));
        timer = setTimeout(() => void send(), RETRY_MS) as unknown as number;
        break;
      }
      waiting.shift();
      await shelf.drop(one.id);
      if (done === 'received') await refresh(one.row); else giveUp(one, done.refused);
    }
    running = false;
    if (waiting.length === 0 && pressed) pressed = false;
  }

  function post(one: Waiting): Promise<'received' | 'later' | { refused: string } | { stopped: 'over' | 'old'; to: string }> {
    return new Promise((resolve) => {
      const body = new FormData();
      const csrf = form!.querySelector<HTMLInputElement>('input[name="_csrf"]');
      const key = form!.querySelector<HTMLInputElement>('input[name="_key"]');
      // token and key come first: nothing is read before the form is known
      if (csrf) body.append('_csrf', csrf.value);
      if (key) body.append('_key', `${key.value}-${one.id}`.replace(/[^\w-]/g, '').slice(0, 120));
      const type = one.blob.type;
      const end = type === 'image/webp' ? '.webp' : type === 'image/jpeg' ? '.jpg' : '';
      body.append(inputName!, one.blob, end && !one.name.toLowerCase().endsWith(end) ? one.name.replace(/\.[^.]*$/, '') + end : one.name);
      const request = new XMLHttpRequest();
      request.open('POST', url!);
      request.setRequestHeader('accept', 'application/json');
      let stalled = 0;
      const alive = (): void => { clearTimeout(stalled); stalled = setTimeout(() => request.abort(), STALLED_MS) as unknown as number; };
      alive();
      request.upload.onprogress = (event) => { alive(); one.say(words.sending(Math.floor((100 * event.loaded) / Math.max(1, event.total)))); };
      request.onloadend = () => {
        clearTimeout(stalled);
        let answer: Answer | null = null;
        try { answer = JSON.parse(request.responseText) as Answer; } catch { /* not ours: a page of words */ }
        const refused = answer?.refused?.[0];
        if (refused) resolve({ refused: refused.message });
        else if (request.status === 200 && answer) resolve('received');
        else if (request.responseURL && new URL(request.responseURL).pathname !== new URL(url!, location.href).pathname) resolve({ stopped: 'over', to: request.responseURL });
        else if (request.status === 403) resolve({ stopped: 'old', to: location.href });
        else if (request.status === 0 || request.status === 429 || request.status >= 500) resolve('later');
        else resolve({ refused: words.reload });
      };
      request.send(body);
    });
  }

  /** What was missing has come: its words go, and the line of the summary with them. */
  function settle(): void {
    const field = box.closest('.mc-field-wrong');
    if (!field) return;
    field.classList.remove('mc-field-wrong');
    field.querySelector('.mc-error')?.remove();
    for (const input of inputs) {
      input.removeAttribute('aria-invalid');
      input.setAttribute('aria-describedby', (input.getAttribute('aria-describedby') ?? '').replace(/\S+-error/, '').trim());
      const line = document.querySelector(`.mc-errors a[href="#${input.id}"]`)?.closest('li');
      const summary = line?.closest('.mc-errors');
      line?.remove();
      if (summary && !summary.querySelector('li')) summary.remove();
    }
  }

  /** What the server holds, as its own page shows it; rows still under way stay below. */
  async function refresh(sent: HTMLElement): Promise<void> {
    try {
      const response = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
      if (!response.ok) throw new Error(String(response.status));
      const fresh = [...new DOMParser().parseFromString(await response.text(), 'text/html').querySelectorAll<HTMLElement>('[data-photo-pages]')].find((other) => other.dataset['photoPages'] === url && other.querySelector<HTMLInputElement>('[data-photo-input]')?.name === inputName);
      const rows = fresh?.querySelector('[data-photo-list]');
      if (!rows) throw new Error('another page');
      sent.remove();
      const own = [...(list()?.querySelectorAll(':scope > li:not([data-page])') ?? [])];
      list()?.replaceChildren(...[...rows.children].map((row) => document.importNode(row, true)), ...own);
      settle();
      const count = fresh?.querySelector('[data-photo-count]');
      if (count) box.querySelector('[data-photo-count]')?.replaceChildren(...[...count.childNodes].map((node) => document.importNode(node, true)));
    } catch {
      sent.className = 'mc-page mc-page-ok';
      const status = sent.querySelector('.mc-page-status');
      if (status) status.textContent = vi ? 'Đã gửi' : 'Sent';
    }
  }

  if (button) button.hidden = true;
  for (const input of inputs) {
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])];
      try {
        input.value = '';
        void (async () => {
          for (const file of files) await take(file, input).catch(() => plain(input, [file]));
        })();
      } catch { plain(input, files); }
    });
  }
  form.addEventListener('submit', (event) => {
    const left = waiting.length + asking;
    if (left === 0 || pressed) return;
    event.preventDefault();
    pressed = true;
    const line = box.querySelector('[data-photo-count]');
    if (line) line.textContent = words.first(left);
    box.scrollIntoView({ block: 'center' });
    void send();
  });
  addEventListener('online', () => void send());
  void shelf.all().then((all) => {
    for (const kept of all.filter((one) => one.box === boxKey)) {
      const { row, say } = addRow(kept.name, kept.blob);
      say(words.waiting);
      waiting.push({ ...kept, row, say, input: inputs[0]! });
    }
    if (waiting.length > 0) void send();
  });
}
