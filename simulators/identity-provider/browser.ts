/** A person's browser for tests: keeps cookies per host, follows nothing by itself. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();

  cookie(url: string, name: string): string | undefined { return this.#jars.get(new URL(url).host)?.get(name); }
  setCookie(url: string, name: string, value: string): void { this.#jar(url).set(name, value); }
  #jar(url: string): Map<string, string> {
    const host = new URL(url).host;
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    return jar;
  }
  async go(url: string, form?: Readonly<Record<string, string>>): Promise<{ status: number; location: string | null; text: string }> {
    const jar = this.#jar(url);
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET', redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '), ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      const gone = attributes.some((one) => /^max-age=0$/iu.test(one) || (/^expires=/iu.test(one) && Date.parse(one.slice(8)) <= Date.now()));
      if (gone) jar.delete(pair.slice(0, at)); else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const location = response.headers.get('location');
    return { status: response.status, location: location === null ? null : new URL(location, url).href, text: await response.text() };
  }
}

/** From the provider's authorisation address to the way back into the program: chooses a demo person, or declines. */
export async function passProvider(browser: Browser, start: string, person: string | null): Promise<string> {
  const opened = await browser.go(start);
  if (opened.location === null) throw new Error(`the provider answered ${opened.status}: ${opened.text.slice(0, 300)}`);
  const shown = await browser.go(opened.location);
  const action = new RegExp(person === null ? 'action="([^"]+/cancel)"' : 'action="([^"]+/login)"', 'u').exec(shown.text)?.[1];
  if (action === undefined) throw new Error(`no choice of people: ${shown.text.slice(0, 300)}`);
  let answer = await browser.go(new URL(action, start).href, person === null ? {} : { person });
  while (answer.location !== null && new URL(answer.location).host === new URL(start).host) answer = await browser.go(answer.location);
  if (answer.location === null) throw new Error(`the provider did not send back: ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer.location;
}
