import assert from 'node:assert/strict';
import { attribute, everyNode, findAll, readHtml, tagged, textOf, type HtmlNode } from './html.ts';

/** A file as a person picks it. */
export interface PickedFile { readonly name: string; readonly type: string; readonly bytes: Buffer }
export type Filled = string | readonly string[] | PickedFile | readonly PickedFile[] | null;
export interface Answer { readonly status: number; readonly url: URL; readonly headers: Headers; readonly bytes: Buffer; readonly page: Page }
export interface Sending { readonly headers?: Readonly<Record<string, string>>; readonly follow?: boolean }

const REDIRECTS = 10;

/** A person with a browser: cookies are kept, redirects followed, forms filled by the names of their boxes. */
export class Visitor {
  readonly #base: string;
  readonly #jar = new Map<string, Map<string, string>>();
  readonly name: string;
  #answer: Answer | null = null;
  /** every page is looked at for what all pages promise; switched off where a test sends what no browser would */
  strict = true;

  constructor(base: string, name = 'khách') { this.#base = base; this.name = name; }

  get answer(): Answer { assert.ok(this.#answer, `${this.name} has not opened any page`); return this.#answer; }
  get page(): Page { return this.answer.page; }
  get path(): string { return this.answer.url.pathname + this.answer.url.search; }

  cookies(url = this.#base): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.#jar.get(host) ?? new Map<string, string>();
    this.#jar.set(host, jar);
    return jar;
  }
  /** the same browser in another window */
  window(): Visitor {
    const other = new Visitor(this.#base, this.name);
    for (const [host, jar] of this.#jar) other.#jar.set(host, jar);
    other.#answer = this.#answer;
    return other;
  }

  async go(address: string, sending: Sending = {}): Promise<Page> { return this.#request('GET', this.#absolute(address), null, sending); }
  /** bytes of an address without leaving the page */
  async fetch(address: string, method: 'GET' | 'HEAD' | 'POST' = 'GET', body: BodyInit | null = null, headers: Readonly<Record<string, string>> = {}): Promise<Answer> { return this.#once(method, this.#absolute(address), body, headers); }

  /** Follows the link with these words on the page. */
  async click(words: string | RegExp): Promise<Page> {
    const link = this.page.link(words);
    return this.go(new URL(link, this.answer.url).href);
  }

  /** Fills boxes by name and presses a button. Boxes that are not there, and choices that are not offered, are an error of the test. */
  async submit(filled: Readonly<Record<string, Filled>> = {}, how: { readonly button?: string | RegExp; readonly form?: string | RegExp; /** hidden boxes that tell apart forms of one kind */ readonly holding?: Readonly<Record<string, string>>; readonly follow?: boolean; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Page> {
    const form = this.page.form({ filled: Object.keys(filled), ...how });
    const sent = form.fill(filled, how.button);
    const url = new URL(form.action || this.path, this.answer.url);
    const sending = { ...(how.follow === undefined ? {} : { follow: how.follow }), ...(how.headers ? { headers: how.headers } : {}) };
    if (form.method === 'get') {
      url.search = new URLSearchParams(sent.filter((pair): pair is [string, string] => typeof pair[1] === 'string')).toString();
      return this.#request('GET', url, null, sending);
    }
    return this.#request('POST', url, form.multipart ? multipartBody(sent) : new URLSearchParams(sent.map(([name, value]) => [name, typeof value === 'string' ? value : value.name])), sending);
  }

  /** Sends a body as it is; for what no form of ours would send. */
  async post(address: string, body: BodyInit, sending: Sending = {}): Promise<Page> { return this.#request('POST', this.#absolute(address), body, sending); }

  #absolute(address: string): URL { return new URL(address, this.#answer?.url ?? this.#base); }

  async #request(method: 'GET' | 'POST', url: URL, body: BodyInit | null, { headers = {}, follow = true }: Sending): Promise<Page> {
    let answer = await this.#once(method, url, body, headers);
    for (let hops = 0; follow && answer.status >= 300 && answer.status < 400; hops++) {
      assert.ok(hops < REDIRECTS, `more than ${REDIRECTS} redirects from ${url.href}`);
      const to = answer.headers.get('location');
      assert.ok(to, `${answer.status} without location at ${answer.url.href}`);
      answer = await this.#once('GET', new URL(to, answer.url), null, {});
    }
    this.#answer = answer;
    return answer.page;
  }

  async #once(method: 'GET' | 'HEAD' | 'POST', url: URL, body: BodyInit | null, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const jar = this.cookies(url.href);
    const response = await fetch(url, {
      method, redirect: 'manual', body: body as never, ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      headers: { 'accept-language': 'vi', ...(jar.size > 0 ? { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } : {}), ...(method === 'POST' ? { origin: url.origin, 'sec-fetch-site': 'same-origin' } : {}), ...headers },
    } as RequestInit);
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      if (attributes.some((one) => /^max-age=0$/iu.test(one) || (/^expires=/iu.test(one) && Date.parse(one.slice(8)) <= Date.now()))) jar.delete(pair.slice(0, at)); else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    const html = /^text\/html/u.test(response.headers.get('content-type') ?? '');
    const page = new Page(html ? bytes.toString('utf8') : '', response.status, url);
    if (this.strict && url.origin === new URL(this.#base).origin) {
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff', `${url.pathname}: no guessing of types`);
      for (const name of ['server', 'x-powered-by']) assert.equal(response.headers.get(name), null, `${url.pathname} says what it runs on`);
      if (html && method !== 'HEAD') everyPagePromises(page, response.headers);
    }
    return { status: response.status, url, headers: response.headers, bytes, page };
  }
}

/** What every page of the program promises, whoever asks for it. */
export function everyPagePromises(page: Page, headers: Headers): void {
  const where = `${page.status} ${page.url.pathname}`;
  // The page from which a person goes to the payment gateway names that one origin, for its form alone.
  const policy = (headers.get('content-security-policy') ?? '').replace(page.url.pathname.startsWith('/tra-tien/') ? /form-action 'self' https?:\/\/[^\s;]+/u : /$^/u, "form-action 'self'");
  assert.match(policy, /default-src 'none'/u, `${where}: content security policy`);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval|https?:|\*/u, `${where}: content security policy`);
  for (const name of ['x-content-type-options', 'x-frame-options', 'referrer-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy', 'cache-control']) assert.ok(headers.get(name), `${where}: ${name} is missing`);
  const [heading, more] = tagged(page.root, 'h1');
  assert.ok(heading && !more, `${where}: one H1, not ${tagged(page.root, 'h1').length}`);
  assert.ok(page.title.replace(/^(Lỗi|Error): /u, '').startsWith(textOf(heading)), `${where}: title «${page.title}» begins with the H1 «${textOf(heading)}»`);
  for (const node of everyNode(page.root)) {
    for (const name of node.attributes.keys()) assert.ok(name !== 'style' && !/^on/u.test(name), `${where}: inline ${name} on <${node.tag}>`);
    if (node.tag === 'style' || (node.tag === 'script' && !node.attributes.has('src'))) assert.fail(`${where}: inline <${node.tag}>`);
    if (node.tag === 'form' && attribute(node, 'method').toLowerCase() === 'post') {
      const hidden = tagged(node, 'input').map((input) => attribute(input, 'name'));
      assert.ok(hidden.indexOf('_csrf') === 0 && hidden.indexOf('_key') === 1, `${where}: form ${attribute(node, 'action')} begins with _csrf and _key`);
    }
  }
  assert.ok(attribute(tagged(page.root, 'html')[0] ?? heading, 'lang') !== '', `${where}: language`);
}

export class Page {
  readonly html: string; readonly status: number; readonly url: URL;
  #root: HtmlNode | null = null;
  #text: string | null = null;
  constructor(html: string, status: number, url: URL) { this.html = html; this.status = status; this.url = url; }

  get root(): HtmlNode { this.#root ??= readHtml(this.html); return this.#root; }
  /** everything that is read, without the head */
  get text(): string { this.#text ??= textOf(tagged(this.root, 'body')[0] ?? this.root); return this.#text; }
  get main(): string { return textOf(tagged(this.root, 'main')[0] ?? this.root); }
  get title(): string { return textOf(tagged(this.root, 'title')[0] ?? { tag: '', attributes: new Map(), children: [], parent: null }); }
  get h1(): string { return tagged(this.root, 'h1').map(textOf).join(' | '); }
  /** sentences of the error summary */
  get errors(): string[] { return findAll(this.root, (one) => attribute(one, 'class').split(' ').includes('mc-errors')).flatMap((box) => tagged(box, 'li').map(textOf)); }
  get links(): { readonly words: string; readonly href: string }[] { return tagged(this.root, 'a').map((one) => ({ words: textOf(one), href: attribute(one, 'href') })); }
  get forms(): Form[] { return tagged(this.root, 'form').map((node) => new Form(node, this.root)); }

  link(words: string | RegExp): string {
    const found = this.links.find((one) => (typeof words === 'string' ? one.words === words : words.test(one.words))) ?? (typeof words === 'string' ? this.links.find((one) => one.words.includes(words)) : undefined);
    assert.ok(found, `no link «${String(words)}» on ${this.url.pathname}; there are: ${this.links.map((one) => one.words).join(' · ')}`);
    return found.href;
  }
  /** The form with these boxes and this button; the one in the page's body when nothing is asked for. */
  form(wanted: { readonly filled?: readonly string[]; readonly button?: string | RegExp; readonly form?: string | RegExp; readonly holding?: Readonly<Record<string, string>> } = {}): Form {
    const inBody = tagged(tagged(this.root, 'main')[0] ?? this.root, 'form').map((node) => new Form(node, this.root));
    const fits = (form: Form): boolean => (wanted.form === undefined || (typeof wanted.form === 'string' ? form.action.endsWith(wanted.form) : wanted.form.test(form.action))) && Object.entries(wanted.holding ?? {}).every(([name, value]) => form.shown(name) === value) && (wanted.filled ?? []).every((name) => form.has(name)) && (wanted.button === undefined || form.buttonFor(wanted.button) !== undefined);
    const found = inBody.find(fits) ?? this.forms.find(fits);
    assert.ok(found, `${this.status} ${this.url.pathname} «${this.h1}» has no form ${String(wanted.form ?? '')} with ${(wanted.filled ?? []).join(', ')} ${String(wanted.button ?? '')}; its forms: ${this.forms.map((form) => form.describe()).join(' | ')}${this.errors.length > 0 ? `; errors: ${this.errors.join(' · ')}` : ''}`);
    return found;
  }
  /** value that a box shows now */
  shown(name: string): string | readonly string[] { return this.form({ filled: [name] }).shown(name); }
}

interface Control { readonly node: HtmlNode; readonly name: string; readonly kind: string }
export class Form {
  readonly node: HtmlNode; readonly action: string; readonly method: 'get' | 'post'; readonly multipart: boolean; readonly controls: readonly Control[];
  constructor(node: HtmlNode, root: HtmlNode) {
    this.node = node;
    this.action = attribute(node, 'action');
    this.method = attribute(node, 'method').toLowerCase() === 'post' ? 'post' : 'get';
    this.multipart = attribute(node, 'enctype') === 'multipart/form-data';
    const id = attribute(node, 'id');
    const inside = findAll(root, (one) => ['input', 'select', 'textarea', 'button'].includes(one.tag) && (attribute(one, 'form') !== '' ? attribute(one, 'form') === id : isInside(one, node)));
    this.controls = inside.map((one) => ({ node: one, name: attribute(one, 'name'), kind: one.tag === 'input' ? attribute(one, 'type') || 'text' : one.tag }));
  }
  has(name: string): boolean { return this.controls.some((control) => control.name === name && control.kind !== 'button'); }
  describe(): string { return `${this.method} ${this.action} [${[...new Set(this.controls.map((control) => control.name))].filter(Boolean).join(' ')}]`; }
  options(name: string): string[] {
    return this.controls.filter((control) => control.name === name).flatMap(({ node, kind }) => (kind === 'select' ? tagged(node, 'option').map((option) => attribute(option, 'value')) : kind === 'radio' || kind === 'checkbox' ? [attribute(node, 'value')] : []));
  }
  shown(name: string): string | readonly string[] {
    const values = this.controls.filter((control) => control.name === name).flatMap((control) => valuesOf(control));
    return values.length > 1 ? values : (values[0] ?? '');
  }
  buttonFor(words: string | RegExp): Control | undefined {
    return this.controls.find(({ node, kind }) => kind === 'button' && attribute(node, 'type') !== 'button' && (typeof words === 'string' ? textOf(node) === words || attribute(node, 'value') === words || attribute(node, 'name') === words : words.test(textOf(node))));
  }
  /** What a browser would send, with these boxes filled otherwise and this button (or the first) pressed. */
  fill(filled: Readonly<Record<string, Filled>>, button?: string | RegExp): [string, string | PickedFile][] {
    const sent: [string, string | PickedFile][] = [];
    const pressed = button === undefined ? this.controls.find(({ node, kind }) => kind === 'button' && attribute(node, 'type') !== 'button') : this.buttonFor(button);
    const done = new Set<string>();
    for (const control of this.controls) {
      if (control.node.attributes.has('disabled')) continue;
      if (control.kind === 'button') { if (control === pressed && control.name) sent.push([control.name, attribute(control.node, 'value')]); continue; }
      if (!control.name) continue;
      const own = filled[control.name];
      if (own === undefined) {
        for (const value of valuesOf(control)) sent.push([control.name, value]);
        // A browser sends an unfilled file box as a file without a name.
        if (control.kind === 'file' && this.multipart) sent.push([control.name, NO_FILE]);
        continue;
      }
      if (done.has(control.name)) continue;
      done.add(control.name);
      const values = own === null ? [] : Array.isArray(own) ? (own as readonly (string | PickedFile)[]) : [own as string | PickedFile];
      const worded = control.kind === 'select' ? new Map(tagged(control.node, 'option').map((option) => [textOf(option), attribute(option, 'value')])) : new Map<string, string>();
      const offered = ['select', 'radio', 'checkbox'].includes(control.kind) ? this.options(control.name) : null;
      for (const typed of values) {
        // A list may be answered with the words that it shows.
        const value = typeof typed === 'string' && offered && !offered.includes(typed) ? worded.get(typed) ?? typed : typed;
        if (offered) assert.ok(offered.includes(value as string), `«${String(value)}» is not offered for ${control.name}: ${offered.slice(0, 40).join(', ')}`);
        if (typeof value !== 'string') assert.equal(control.kind, 'file', `${control.name} takes no file`);
        sent.push([control.name, value]);
      }
    }
    return sent;
  }
}

const NO_FILE: PickedFile = { name: '', type: 'application/octet-stream', bytes: Buffer.alloc(0) };
const isInside = (node: HtmlNode, form: HtmlNode): boolean => { for (let up = node.parent; up; up = up.parent) if (up === form) return true; return false; };
function valuesOf({ node, kind }: Control): string[] {
  if (kind === 'checkbox' || kind === 'radio') return node.attributes.has('checked') ? [node.attributes.get('value') ?? 'on'] : [];
  if (kind === 'file') return [];
  if (kind === 'textarea') return [node.children.filter((child) => typeof child === 'string').join('').replace(/^\n/u, '')];
  if (kind === 'select') {
    const options = tagged(node, 'option');
    const chosen = options.filter((option) => option.attributes.has('selected'));
    return (chosen.length > 0 ? chosen : node.attributes.has('multiple') ? [] : options.slice(0, 1)).map((option) => attribute(option, 'value'));
  }
  return kind === 'submit' || kind === 'reset' || kind === 'image' ? [] : [attribute(node, 'value')];
}
export function multipartBody(sent: readonly (readonly [string, string | PickedFile])[]): FormData {
  const form = new FormData();
  for (const [name, value] of sent) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value.bytes)], { type: value.type }), value.name);
  }
  return form;
}
