import { setTimeout as pause } from 'node:timers/promises';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { passProvider, Browser } from '../../simulators/identity-provider/browser.ts';
import { createVerifier } from '../../src/adapters/pdf-sign-demo/index.ts';
import { proofRead, type Proof } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { places } from '../../src/wiring/config.ts';
import { DEMO_PASSWORD, startTestApp, type TestApp } from '../support/app.ts';
import type { Filled, Visitor } from '../support/browse.ts';
import type { Journey, Step, Words, World } from './journey.ts';
import { withDemoDossiers } from './with-demo-dossiers.ts';

// The package's types describe an ES module, its file is CommonJS.
const jsQR = createRequire(import.meta.url)('jsqr') as (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

const vietnamTime = (text: string): string => `${text.replace(' ', 'T')}:00+07:00`;

/** Walks a journey on a program of its own. A failure names the row, who stood there, and what was on the page. */
export async function runJourney(it: Journey): Promise<void> {
  const app = await startTestApp({ at: vietnamTime(it.clock), simulators: it.simulators ?? false, payments: it.payments ?? false, linked: it.linked ?? false, post: it.post ?? false });
  const people = new Map<string, Visitor>();
  const noted = new Map<string, string>();
  const seen = { mail: 0, sms: 0 };
  const who = (name: string): Visitor => { const known = people.get(name) ?? app.visitor(name); people.set(name, known); return known; };
  const say = (text: string): string => text.replace(/\{([a-zA-Z]+)\}/gu, (_, name: string) => { const value = noted.get(name); assert.ok(value !== undefined, `«${name}» was never noted`); return value; });
  let at = '';
  try {
    if (it.demo) await withDemoDossiers(app);
    for (const [index, step] of it.steps.entries()) {
      at = step.as ?? at;
      const world: World = { app, who, visitor: who(at), noted, say };
      try {
        await walk(step, world, seen);
      } catch (error) {
        const answer = safely(() => world.visitor.answer);
        const row = `row ${index + 1} of «${it.name}» (${at})${step.why ? `: ${step.why}` : ''}`;
        const page = answer ? `\n  ${answer.status} ${answer.url.pathname}${answer.url.search} «${answer.page.h1}»${answer.page.errors.length > 0 ? `\n  errors: ${answer.page.errors.join(' · ')}` : ''}\n  ${answer.page.main.slice(0, 700).replace(/\n/gu, '\n  ')}` : '';
        throw new Error(`${row}\n  ${(error as Error).message}${page}`);
      }
    }
  } finally {
    await app.close();
  }
}
/** How long a step waits for a message from a simulator. */
const ARRIVAL_MS = 10_000;
const safely = <T>(read: () => T): T | null => { try { return read(); } catch { return null; } };

async function walk(step: Step, world: World, seen: { mail: number; sms: number }): Promise<void> {
  const { app, visitor, noted, say } = world;
  if (step.clock) app.clock.set(vietnamTime(step.clock));
  if (step.signIn) await ('officer' in step.signIn ? signInOfficer(visitor, step.signIn.officer) : signInCitizen(app, visitor, step.signIn.citizen));
  if (step.go !== undefined) await visitor.go(say(step.go));
  if (step.click !== undefined) await visitor.click(typeof step.click === 'string' ? say(step.click) : step.click);
  if (step.fill !== undefined || step.press !== undefined) await visitor.submit(spoken(step.fill ?? {}, say), { ...(step.press !== undefined ? { button: step.press } : {}), ...(step.form !== undefined ? { form: typeof step.form === 'string' ? say(step.form) : step.form } : {}), ...(step.holding ? { holding: step.holding } : {}) });
  if (step.ask) await app.writeSms(step.ask.from, say(step.ask.text));
  if (step.jobs !== undefined) {
    const ran = [...await app.drainJobs()];
    // What another program sends (the gateway's message) arrives when it arrives.
    for (const until = Date.now() + ARRIVAL_MS; step.jobs.some((name) => !ran.includes(name)) && Date.now() < until;) { await pause(100); ran.push(...await app.drainJobs()); }
    for (const name of step.jobs) assert.ok(ran.includes(name), `job ${name} ran; these did: ${ran.join(', ') || 'none'}`);
  }
  const moved = step.go !== undefined || step.click !== undefined || step.fill !== undefined || step.press !== undefined;
  if (moved && step.status === undefined) assert.equal(visitor.page.status, step.errors && step.errors.length > 0 ? 400 : 200, 'status');
  if (step.status !== undefined) assert.equal(visitor.page.status, step.status, 'status');
  if (step.at !== undefined) found(visitor.path, step.at, say, 'address');
  if (step.h1 !== undefined) found(visitor.page.h1, step.h1, say, 'title');
  for (const words of step.see ?? []) found(visitor.page.text, words, say, 'page');
  for (const words of step.not ?? []) absent(visitor.page.html, words, say, 'page');
  if (step.errors !== undefined) {
    const errors = visitor.page.errors;
    if (step.errors.length === 0) assert.deepEqual(errors, []);
    for (const words of step.errors) assert.ok(errors.some((error) => matches(error, words, say)), `an error «${String(words)}» among: ${errors.join(' · ') || 'none'}`);
  }
  for (const [name, value] of Object.entries(step.boxes ?? {})) assert.equal(visitor.page.shown(name), say(value), `box ${name}`);
  for (const [name, pattern] of Object.entries(step.note ?? {})) {
    const match = pattern.exec(visitor.path) ?? pattern.exec(visitor.page.text) ?? pattern.exec(visitor.page.html);
    assert.ok(match?.[1] !== undefined, `${name} (${String(pattern)}) is on the page`);
    noted.set(name, match[1]);
  }
  if (step.paper) await readPaper(step.paper, world);
  if (step.mail) {
    const letters = app.mail?.messages().slice(seen.mail) ?? [];
    const wanted = step.mail;
    const letter = letters.find((one) => one.to === wanted.to && (wanted.subject === undefined || matches(one.subject, wanted.subject, say)));
    assert.ok(letter, `a letter to ${wanted.to} «${String(wanted.subject ?? '')}» among: ${letters.map((one) => `${one.to} «${one.subject}»`).join(', ') || 'none'}`);
    for (const words of wanted.see) found(letter.text, words, say, 'letter');
    for (const words of wanted.not ?? []) { absent(letter.text, words, say, 'letter'); absent(letter.html, words, say, 'letter'); }
  }
  if (step.sms) {
    const texts = app.sms?.messages().slice(seen.sms) ?? [];
    const wanted = step.sms;
    const text = texts.findLast((one) => one.to.replace(/^84/u, '0') === wanted.to && wanted.see.every((words) => matches(one.text, words, say)));
    assert.ok(text, `a message to ${wanted.to} with ${wanted.see.map(String).join(', ')} among: ${texts.map((one) => `${one.to} «${one.text}»`).join(', ') || 'none'}`);
    for (const words of wanted.not ?? []) absent(text.text, words, say, 'message');
  }
  if (step.silence) assert.deepEqual([app.mail?.messages().slice(seen.mail).map((one) => one.subject), app.sms?.messages().slice(seen.sms).map((one) => one.text)], [[], []]);
  if (step.mail || step.silence) seen.mail = app.mail?.messages().length ?? 0;
  if (step.sms || step.silence) seen.sms = app.sms?.messages().length ?? 0;
  await step.check?.(world);
}

const spoken = (fill: Readonly<Record<string, Filled>>, say: (text: string) => string): Record<string, Filled> =>
  Object.fromEntries(Object.entries(fill).map(([name, value]) => [name, typeof value === 'string' ? say(value) : value]));
const matches = (text: string, words: Words, say: (text: string) => string): boolean => (typeof words === 'string' ? text.includes(say(words)) : words.test(text));
function found(text: string, words: Words, say: (text: string) => string, where: string): void { assert.ok(matches(text, words, say), `«${typeof words === 'string' ? say(words) : String(words)}» is on the ${where}${text.length < 300 ? `: ${text}` : ''}`); }
function absent(text: string, words: Words, say: (text: string) => string, where: string): void { assert.ok(!matches(text, words, say), `«${typeof words === 'string' ? say(words) : String(words)}» is not on the ${where}`); }

async function readPaper(wanted: NonNullable<Step['paper']>, world: World): Promise<void> {
  const { visitor, app, say } = world;
  const answer = await visitor.fetch(new URL(visitor.page.link(typeof wanted.link === 'string' ? say(wanted.link) : wanted.link), visitor.answer.url).href);
  assert.equal(answer.status, 200, `the paper ${String(wanted.link)}`);
  assert.equal(answer.headers.get('content-type'), 'application/pdf');
  // The signature is appended to the file; what was printed ends at the first end mark.
  const proof = proofRead(wanted.signed ? answer.bytes.subarray(0, answer.bytes.indexOf('%%EOF') + 6) : answer.bytes);
  for (const words of wanted.see) found(proof.text, words, say, `paper ${String(wanted.link)}: ${proof.text}`);
  for (const words of wanted.not ?? []) absent(proof.text, words, say, `paper ${String(wanted.link)}`);
  if (wanted.qr !== undefined) {
    const codes = proof.codes.map(readCode);
    assert.ok(codes.some((code) => code !== undefined && matches(code, wanted.qr ?? '', say)), `square code ${String(wanted.qr)} among ${codes.join(', ') || 'none'}`);
  }
  if (wanted.signed) {
    const verifier = await createVerifier({ dir: places(app.config).signing });
    const signatures = await verifier.verify(answer.bytes);
    assert.deepEqual(signatures.map((one) => [one.outcome, one.coversWholeFile]), [['valid', true]], 'one signature over the whole file');
    const altered = Buffer.from(answer.bytes);
    const middle = altered.indexOf('stream') + 30;
    altered[middle] = (altered[middle] ?? 0) ^ 1;
    assert.notEqual((await verifier.verify(altered))[0]?.outcome, 'valid', 'one bit changed is seen');
  }
}
function readCode(modules: Proof['codes'][number]): string | undefined {
  const [scale, quiet] = [4, 4];
  const side = (modules.length + quiet * 2) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  modules.forEach((row, y) => row.forEach((dark, x) => {
    if (dark) for (let dy = 0; dy < scale; dy++) pixels.fill(0, (((y + quiet) * scale + dy) * side + (x + quiet) * scale) * 4, (((y + quiet) * scale + dy) * side + (x + quiet + 1) * scale) * 4);
  }));
  // Alpha was filled with 0 as well where dark; the reader looks at brightness alone.
  return jsQR(pixels, side, side)?.data;
}

export async function signInOfficer(visitor: Visitor, username: string): Promise<void> {
  await visitor.go('/can-bo/dang-nhap');
  await visitor.submit({ username, password: DEMO_PASSWORD });
  assert.equal(visitor.page.status, 200);
  assert.ok(!visitor.path.startsWith('/can-bo/dang-nhap'), `${username} is signed in`);
}
/** Through the identity provider, from whatever page offers it, and back. */
export async function signInCitizen(app: TestApp, visitor: Visitor, person: string): Promise<void> {
  const start = safely(() => visitor.page.links.find((one) => one.href.startsWith('/dang-nhap/vneid'))?.href) ?? '/dang-nhap/vneid';
  await visitor.go(start, { follow: false });
  const toProvider = visitor.answer.headers.get('location');
  assert.ok(toProvider, 'sent to the identity provider');
  const back = await passProvider(new Browser(), toProvider, person);
  assert.ok(back.startsWith(app.url), back);
  await visitor.go(back);
  assert.equal(visitor.page.status, 200);
  await visitor.submit({}, { form: '/dang-nhap/vao' });
}
