import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { oidcIdentityProvider, type OidcSettings } from '../../src/adapters/idp-oidc/idp-oidc.ts';
import { readClaims } from '../../src/modules/identity/domain/index.ts';
import { Browser, passProvider } from './browser.ts';
import { startIdentityProvider, type RunningIdentityProvider } from './identity-provider.ts';

const BACK = 'http://localhost:3999/dang-nhap/ve';
const client = { clientId: 'mot-cua', clientSecret: 'a-secret-of-the-simulator', redirectUris: [BACK] };
const keysDir = mkdtempSync(join(tmpdir(), 'mc-idp-'));
let running: RunningIdentityProvider;
before(async () => { running = await startIdentityProvider({ port: 0, keysDir, ...client }); });
after(async () => { await running.close(); rmSync(keysDir, { recursive: true }); });
const settings = (more: Partial<OidcSettings> = {}): OidcSettings => ({ issuer: running.url, clientId: client.clientId, clientSecret: client.clientSecret, redirectUri: BACK, timeoutSeconds: 5, ...more });

async function begun(provider = oidcIdentityProvider(settings())) {
  const result = await provider.begin('/ho-so');
  assert.ok(result.ok);
  return { provider, ...result.value };
}

test('code flow with PKCE, state and nonce brings the national claims of the chosen person', async () => {
  const { provider, redirectTo, saved } = await begun();
  const asked = new URL(redirectTo).searchParams;
  assert.equal(asked.get('code_challenge_method'), 'S256');
  assert.equal(asked.get('prompt'), 'login');
  assert.ok((asked.get('state') ?? '').length >= 32 && (asked.get('nonce') ?? '').length >= 32);
  const back = await passProvider(new Browser(), redirectTo, 'demo-yiem');
  assert.ok(back.startsWith(BACK));
  const answer = await provider.finish(new URL(back), saved);
  assert.ok(answer.ok);
  assert.equal(answer.value.issuer, running.url);
  const claims = readClaims(answer.value.issuer, answer.value.raw);
  assert.ok(claims.ok);
  assert.deepEqual(claims.value, {
    issuer: running.url, subject: 'demo-yiem', name: "H'Yiêm Niê", assurance: 'level-2', personalId: '066196900004', formerId: null, birthDate: '1996-06-15', gender: 'female',
    phone: '0900000004', email: 'hyiem@nguoidan.example', address: 'thôn 5, xã Hàm Liêm, tỉnh Lâm Đồng', taxCode: null,
  });
});

test('an answer is refused when it is another question’s, used twice, cut, or comes without the right verifier', async () => {
  const mine = await begun();
  const other = await begun();
  const back = new URL(await passProvider(new Browser(), mine.redirectTo, 'demo-hoa'));
  assert.deepEqual(await mine.provider.finish(back, other.saved), { ok: false, refusal: 'mismatch' }, 'state of another sign-in');
  assert.deepEqual(await mine.provider.finish(back, { ...mine.saved, codeVerifier: other.saved.codeVerifier }), { ok: false, refusal: 'mismatch' }, 'verifier of another sign-in');
  const fresh = new URL(await passProvider(new Browser(), mine.redirectTo, 'demo-hoa'));
  assert.deepEqual(await mine.provider.finish(fresh, { ...mine.saved, nonce: other.saved.nonce }), { ok: false, refusal: 'mismatch' }, 'nonce of another sign-in');
  const good = new URL(await passProvider(new Browser(), mine.redirectTo, 'demo-hoa'));
  assert.equal((await mine.provider.finish(good, mine.saved)).ok, true);
  assert.deepEqual(await mine.provider.finish(good, mine.saved), { ok: false, refusal: 'mismatch' }, 'code used twice');
  assert.deepEqual(await mine.provider.finish(new URL(BACK), mine.saved), { ok: false, refusal: 'mismatch' }, 'nothing in it');
});

test('declining there, a silent provider and a foreign client each have their own ending', async () => {
  const { provider, redirectTo, saved } = await begun();
  const back = await passProvider(new Browser(), redirectTo, null);
  assert.deepEqual(await provider.finish(new URL(back), saved), { ok: false, refusal: 'denied' });
  const silent = oidcIdentityProvider(settings({ issuer: 'http://localhost:9', timeoutSeconds: 1 }));
  assert.deepEqual(await silent.begin('/'), { ok: false, refusal: 'unavailable' });
  assert.deepEqual(await silent.finish(new URL(back), saved), { ok: false, refusal: 'unavailable' });
  const foreign = await oidcIdentityProvider(settings({ redirectUri: 'http://localhost:3999/other' })).begin('/');
  assert.ok(foreign.ok);
  const refused = await new Browser().go(foreign.value.redirectTo);
  assert.equal(refused.status, 400);
  assert.match(refused.text, /Yêu cầu đăng nhập chưa đúng/u);
});

test('the page of people works without script or password and marks everybody as a trial', async () => {
  const { redirectTo } = await begun();
  const browser = new Browser();
  const opened = await browser.go(redirectTo);
  const shown = await browser.go(opened.location ?? '');
  assert.equal(shown.status, 200);
  assert.equal((shown.text.match(/name="person"/gu) ?? []).length, (shown.text.match(/class="tag">thử nghiệm/gu) ?? []).length);
  assert.doesNotMatch(shown.text, /<script|style=|type="password"/u);
  assert.match(shown.text, /H&#39;Yiêm Niê/u);
  const nobody = await browser.go(new URL(/action="([^"]+\/login)"/u.exec(shown.text)?.[1] ?? '', redirectTo).href, { person: 'nobody' });
  assert.equal(nobody.status, 422);
});

test('keys outlive a restart: what was signed before is accepted after', async () => {
  const provider = oidcIdentityProvider(settings());
  const first = await provider.begin('/');
  assert.ok(first.ok);
  const jwks = async (url: string): Promise<unknown> => (await fetch(`${url}/jwks`)).json();
  const before = await jwks(running.url);
  const again = await startIdentityProvider({ port: 0, keysDir, ...client });
  assert.deepEqual(await jwks(again.url), before);
  await again.close();
});

test('settings that would be unsafe are named', () => {
  const check = (more: Partial<OidcSettings>): readonly string[] => oidcIdentityProvider(settings(more)).checkConfig();
  assert.deepEqual(check({}), []);
  assert.match(check({ issuer: 'http://sso.example.vn' }).join(), /issuer must be https/u);
  assert.match(check({ redirectUri: 'http://motcua.example.vn/dang-nhap/ve' }).join(), /redirectUri must be https/u);
  assert.match(check({ issuer: 'x', clientSecret: 'short', clientId: '' }).join(), /issuer is not an address.*clientId is empty.*fewer than 16/u);
});
