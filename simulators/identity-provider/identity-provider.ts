import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { readOrMakeKeys } from './keys.ts';
import { memoryAdapter } from './memory.ts';
import { choosePage, problemPage, style } from './pages.ts';
import { NATIONAL_CLAIMS, nationalClaims, readDemoPeople, type DemoPerson } from './people.ts';

export interface IdentityProviderOptions {
  /** 0: any free one */ readonly port: number;
  readonly host?: string;
  /** address under which browsers and the program reach it; default `http://localhost:<port>` */ readonly issuer?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** shown as who asks */ readonly clientName?: string;
  /** where its keys are kept over restarts */ readonly keysDir: string;
  readonly people?: readonly DemoPerson[];
}
export interface RunningIdentityProvider { readonly url: string; close(): Promise<void> }

const FORM_LIMIT = 4096;
const HOUR = 3600;

/**
 * A real OpenID Connect provider on this machine in place of VNeID: discovery, code flow, PKCE required, signed identity
 * tokens, user info with the national claims. Only the proof of identity is played: one picks a demo person from a list.
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<RunningIdentityProvider> {
  const people = options.people ?? readDemoPeople();
  let answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> = async (_request, response) => { response.writeHead(503).end(); };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) html(response, 500, problemPage('Chưa đăng nhập được', 'Trang định danh thử nghiệm gặp trục trặc. Quay lại trang trước và bấm đăng nhập lần nữa.'));
    });
  });
  await new Promise<void>((listening, failed) => { server.once('error', failed); server.listen(options.port, options.host ?? '127.0.0.1', listening); });
  const url = options.issuer ?? `http://localhost:${(server.address() as AddressInfo).port}`;
  const provider = createProvider(url, options, people);
  const callback = provider.callback();
  answer = async (request, response) => {
    const path = new URL(request.url ?? '/', url).pathname;
    const interaction = /^\/interaction\/([A-Za-z0-9_-]+)(?:\/(login|cancel))?$/u.exec(path);
    if (path === '/style.css' && request.method === 'GET') { response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }).end(style()); return; }
    if (path === '/' && request.method === 'GET') { html(response, 200, problemPage('Định danh điện tử – bản thử nghiệm', 'Trang này chỉ chạy khi được gọi từ Một Cửa.')); return; }
    if (!interaction) { await callback(request, response); return; }
    await interact(provider, request, response, interaction[2] ?? 'show', options, people);
  };
  return {
    url,
    close: () => new Promise<void>((closed) => { server.close(() => closed()); server.closeAllConnections(); }),
  };
}

function createProvider(issuer: string, options: IdentityProviderOptions, people: readonly DemoPerson[]): Provider {
  const keys = readOrMakeKeys(options.keysDir);
  const provider = new Provider(issuer, {
    adapter: memoryAdapter(() => Date.now()),
    clients: [{ client_id: options.clientId, client_secret: options.clientSecret, client_name: options.clientName ?? 'Một Cửa', redirect_uris: [...options.redirectUris], response_types: ['code'], grant_types: ['authorization_code'] }],
    jwks: keys.jwks,
    cookies: { keys: keys.cookies, names: { session: 'mc_idp_session', interaction: 'mc_idp_interaction', resume: 'mc_idp_resume' } },
    claims: { openid: NATIONAL_CLAIMS },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: HOUR, Session: HOUR, Grant: HOUR },
    clientBasedCORS: () => false,
    findAccount(_context: unknown, id: string) {
      const person = people.find((one) => one.subject === id);
      return person && { accountId: id, claims: () => nationalClaims(person) };
    },
    // Choosing a name is the consent; the page says what is handed over.
    async loadExistingGrant(context: { oidc: { client: { clientId: string }; session: { accountId: string } } }) {
      const grant = new provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
      grant.addOIDCScope('openid profile email phone address');
      await grant.save();
      return grant;
    },
    renderError(context: { type: string; body: string }, out: { error: string }) {
      context.type = 'html';
      context.body = problemPage('Chưa đăng nhập được', `Yêu cầu đăng nhập chưa đúng hoặc đã cũ (${out.error}). Quay lại trang trước và bấm đăng nhập lần nữa.`);
    },
  });
  return provider;
}

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse, step: string, options: IdentityProviderOptions, people: readonly DemoPerson[]): Promise<void> {
  let uid: string;
  try {
    ({ uid } = await provider.interactionDetails(request, response));
  } catch {
    html(response, 400, problemPage('Lần đăng nhập này đã cũ', 'Quay lại Một Cửa và bấm đăng nhập lần nữa.'));
    return;
  }
  if (request.method === 'GET' && step === 'show') { html(response, 200, choosePage(uid, options.clientName ?? 'Một Cửa', people)); return; }
  if (request.method !== 'POST') { html(response, 405, problemPage('Không có trang này', 'Có thể địa chỉ bị gõ thiếu.')); return; }
  if (step === 'cancel') {
    await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'cancelled by the person' }, { mergeWithLastSubmission: false });
    return;
  }
  const chosen = new URLSearchParams(await readForm(request)).get('person');
  const person = people.find((one) => one.subject === chosen);
  if (!person) { html(response, 422, choosePage(uid, options.clientName ?? 'Một Cửa', people)); return; }
  await provider.interactionFinished(request, response, { login: { accountId: person.subject, acr: `level-${person.level}`, remember: false } }, { mergeWithLastSubmission: false });
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > FORM_LIMIT) throw new Error('form too large');
  }
  return text;
}

function html(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
    // No form-action: after the choice the browser is sent on to the program's own address.
    'content-security-policy': "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  }).end(text);
}
