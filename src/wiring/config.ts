import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the environment says, checked once at the start. */
export interface Config {
  readonly port: number; readonly host: string; readonly dataDir: string; readonly databaseUrl: string | null; readonly demo: boolean; readonly publicUrl: string; readonly trustProxy: boolean; readonly production: boolean;
  readonly siteName: string; /** on English pages; the Vietnamese name where none is given */ readonly siteNameEn?: string; readonly helpPhone: string; /** under every public page; left out where they are not set */ readonly siteAddress?: string; readonly siteHours?: string;
  readonly identityProvider: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null;
  readonly smtp: { readonly host: string; readonly port: number; readonly user?: string; readonly password?: string; readonly from: string; readonly secure: boolean } | null;
  readonly smpp: { readonly host: string; readonly port: number; readonly systemId: string; readonly password: string; readonly sender: string; /** where people write to ask; absent: nobody can */ readonly shortNumber?: string; /** field agreed with the centre for our whole reference and its own number */ readonly referenceTlv?: number } | null;
  /** where the demo shows what was sent; never in a real installation */ readonly demoMailbox?: string;
  /** the SMS centre is the demo's own: nobody is disturbed and nothing is paid for */ readonly demoSms?: true;
  /** SMS that may leave in an hour; absent: the usual limit */ readonly smsPerHour?: number;
  readonly clamd: string | null;
  /** other agencies that linked parts go to, by name */ readonly linked: Readonly<Record<string, { readonly url: string; readonly secret: string }>>;
  /** absent: fees are paid at the counter only */ readonly vnpay?: { readonly payUrl: string; readonly apiUrl: string; readonly tmnCode: string; readonly secret: string } | null;
  /** absent: results are handed over at the counter or electronically */ readonly post?: { readonly url: string; readonly customerCode: string; readonly secret: string; readonly title: string } | null;
}
export class ConfigError extends Error {}
/** the demo's customer number at the demo's carrier */
export const DEMO_POST_CUSTOMER = 'MOTCUA';
/** the demo's merchant at the demo's gateway */
export const DEMO_TMN_CODE = 'MOTCUA01';
/** the demo's other agencies */
export const DEMO_LINKED = ['cu-tru', 'bao-hiem'] as const;
/** field of our own in a message to the demo's SMS centre, by which it recognises a repetition */
export const DEMO_REFERENCE_TLV = 0x1501;
/** where the demo's people write to; no operator has given it to anybody */
export const DEMO_SHORT_NUMBER = '8099';

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = whole(env['PORT'] ?? '3000', 'PORT', 0, 65_535);
  const dataDir = resolve(env['DATA_DIR'] ?? './data');
  mkdirSync(dataDir, { recursive: true });
  const publicUrl = (env['PUBLIC_URL'] ?? `http://localhost:${port}`).replace(/\/+$/u, '');
  if (!/^https?:\/\/[^/]+$/u.test(publicUrl)) throw new ConfigError(`PUBLIC_URL must be an address without a path, such as https://dichvucong.example.vn, not "${publicUrl}"`);
  const demo = env['MOTCUA_DEMO'] !== '0';
  const production = env['NODE_ENV'] === 'production' && !demo;
  // Browsers treat localhost as safe; every other address must be encrypted.
  if (production && !/^https:|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/u.test(publicUrl)) throw new ConfigError('PUBLIC_URL must begin with https:// in production');
  const setting = (name: string): string | null => env[name]?.trim() || null;
  const issuer = setting('OIDC_ISSUER');
  const smtp = setting('SMTP_HOST');
  const smpp = setting('SMPP_HOST');
  const vnpay = setting('VNPAY_TMN_CODE');
  const post = setting('POST_API_URL');
  return {
    port, host: env['HOST'] ?? 'localhost', dataDir, databaseUrl: setting('DATABASE_URL'), demo, publicUrl, trustProxy: env['TRUST_PROXY'] === '1', production,
    siteName: setting('SITE_NAME') ?? 'Cổng dịch vụ công', ...englishName(setting('SITE_NAME'), setting('SITE_NAME_EN')), helpPhone: setting('HELP_PHONE') ?? (demo ? '0252 000 0003' : ''), ...footer('siteAddress', setting('SITE_ADDRESS')), ...footer('siteHours', setting('SITE_HOURS')),
    identityProvider: issuer ? { issuer, clientId: needed('OIDC_CLIENT_ID'), clientSecret: needed('OIDC_CLIENT_SECRET') } : null,
    smtp: smtp ? { host: smtp, port: whole(env['SMTP_PORT'] ?? '25', 'SMTP_PORT', 1, 65_535), from: needed('SMTP_FROM'), secure: env['SMTP_SECURE'] === '1', ...(setting('SMTP_USER') ? { user: needed('SMTP_USER'), password: needed('SMTP_PASSWORD') } : {}) } : null,
    smpp: smpp ? { host: smpp, port: whole(env['SMPP_PORT'] ?? '2775', 'SMPP_PORT', 1, 65_535), systemId: needed('SMPP_SYSTEM_ID'), password: needed('SMPP_PASSWORD'), sender: needed('SMPP_SENDER'), ...shortNumber(), ...(setting('SMPP_REFERENCE_TLV') ? { referenceTlv: whole(setting('SMPP_REFERENCE_TLV') ?? '', 'SMPP_REFERENCE_TLV', 0x1400, 0x3fff) } : {}) } : null,
    ...(demo && setting('MOTCUA_SIMULATORS') ? ownSimulators(JSON.parse(setting('MOTCUA_SIMULATORS') ?? '{}') as { mailbox?: number; smpp?: number }) : {}),
    ...(setting('SMS_PER_HOUR') ? { smsPerHour: whole(setting('SMS_PER_HOUR') ?? '', 'SMS_PER_HOUR', 1, 1_000_000) } : {}),
    clamd: setting('CLAMD'), linked: linkedAgencies(env, needed),
    vnpay: vnpay ? { payUrl: needed('VNPAY_PAY_URL'), apiUrl: needed('VNPAY_API_URL'), tmnCode: vnpay, secret: needed('VNPAY_HASH_SECRET') } : null,
    post: post ? { url: post, customerCode: needed('POST_CUSTOMER_CODE'), secret: needed('POST_SECRET'), title: setting('POST_NAME') ?? 'Bưu điện' } : null,
  };
  function ownSimulators({ mailbox, smpp: centre }: { readonly mailbox?: number; readonly smpp?: number }): { demoMailbox: string; demoSms?: true } {
    return { demoMailbox: `http://localhost:${String(mailbox)}`, ...(smpp === '127.0.0.1' && String(centre) === setting('SMPP_PORT') ? { demoSms: true } : {}) };
  }
  function shortNumber(): { shortNumber?: string } {
    const value = setting('SMPP_SHORT_NUMBER');
    if (value !== null && !/^\d{3,15}$/u.test(value)) throw new ConfigError(`SMPP_SHORT_NUMBER must be 3 to 15 digits, not "${value}"`);
    return value === null ? {} : { shortNumber: value };
  }
  function needed(name: string): string {
    const value = setting(name);
    if (!value) throw new ConfigError(`${name} is not set`);
    return value;
  }
}
/** `LINKED_CU_TRU_URL` and `LINKED_CU_TRU_SECRET` connect the agency `cu-tru`. */
function linkedAgencies(env: NodeJS.ProcessEnv, needed: (name: string) => string): Config['linked'] {
  const found = Object.keys(env).flatMap((name) => { const match = /^LINKED_([A-Z][A-Z_]*)_URL$/u.exec(name); return match?.[1] && env[name]?.trim() ? [match[1]] : []; });
  return Object.fromEntries(found.sort().map((name) => [name.toLowerCase().replaceAll('_', '-'), { url: needed(`LINKED_${name}_URL`).replace(/\/+$/u, ''), secret: needed(`LINKED_${name}_SECRET`) }]));
}
const footer = (name: 'siteAddress' | 'siteHours', words: string | null): { siteAddress?: string; siteHours?: string } => (words ? { [name]: words } : {});
const englishName = (name: string | null, english: string | null): { siteNameEn?: string } => (english ? { siteNameEn: english } : name ? {} : { siteNameEn: 'Public service portal' });
const whole = (text: string, name: string, min: number, max: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) throw new ConfigError(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  return value;
};
export const places = (config: Pick<Config, 'dataDir'>): { keyring: string; secrets: string; files: string; signing: string; ports: string } => ({
  keyring: join(config.dataDir, 'keyring.json'), secrets: join(config.dataDir, 'database-logins.json'), files: join(config.dataDir, 'files'), signing: join(config.dataDir, 'signing'), ports: join(config.dataDir, 'simulators.json'),
});
