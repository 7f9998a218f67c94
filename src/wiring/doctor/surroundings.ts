import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createDiskFiles } from '../../adapters/files-disk/index.ts';
import { oidcIdentityProvider } from '../../adapters/idp-oidc/idp-oidc.ts';
import { smtpSender } from '../../adapters/mail-smtp/mail-smtp.ts';
import { createDemoSigner } from '../../adapters/pdf-sign-demo/index.ts';
import { createTypstRenderer } from '../../adapters/pdf-typst/index.ts';
import { smppSender } from '../../adapters/sms-smpp/sms-smpp.ts';
import { createClamdScanner } from '../../adapters/virus-scan-clamd/index.ts';
import { loadKeyring } from '../../platform/crypto/keyring-file.ts';
import { lastBackup } from '../backup/last-backup.ts';
import { places, type Config } from '../config.ts';
import { advice, bad, good, type Check, type Line } from './line.ts';

const GIB = 1024 ** 3;
const LIMITS = { /** bytes free below which work stops soon */ freeBad: GIB, /** … below which somebody should look */ freeLow: 5 * GIB, /** hours: nightly, with some room */ backupHours: 26 } as const;

/** The machine itself: Node, disk, keys. */
export function machineChecks(config: Config): readonly Check[] {
  const at = places(config);
  return [
    { about: 'Node.js', async run() {
      const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
      return major > 22 || (major === 22 && minor >= 18) ? good('Node.js', process.version) : bad('Node.js', process.version, 'chạy bằng npm start: bản Node 24 đi kèm / start with npm start, which brings Node 24');
    } },
    { about: 'Ổ đĩa / disk', async run() {
      const disk = await statfs(config.dataDir);
      const free = disk.bavail * disk.bsize;
      const found = `${(free / GIB).toFixed(1)} GB trống ở / free in ${config.dataDir}`;
      const mend = 'dọn bớt hoặc thêm ổ đĩa; bản sao lưu nên nằm ở máy khác / make room or add a disk; backups belong on another machine';
      return free < LIMITS.freeBad ? bad('Ổ đĩa / disk', found, mend) : free < LIMITS.freeLow ? advice('Ổ đĩa / disk', found, mend) : good('Ổ đĩa / disk', found);
    } },
    { about: 'Tệp khóa / keyring', async run() {
      const ring = loadKeyring(at.keyring, false);
      const found = `${at.keyring}: ${Object.keys(ring.keys).length} khóa / keys, đang dùng / current ${ring.current}`;
      return statSync(at.keyring).uid === process.getuid?.() || process.getuid?.() === 0 ? good('Tệp khóa / keyring', found) : advice('Tệp khóa / keyring', found, 'tệp khóa nên thuộc tài khoản chạy chương trình / the keyring should belong to the account that runs the program');
    } },
    { about: 'Mật khẩu cơ sở dữ liệu / database logins', async run() {
      if (!existsSync(at.secrets)) return advice('Mật khẩu cơ sở dữ liệu / database logins', 'chưa có / not there yet', 'lần start sau sẽ tạo / the next start makes it');
      return (statSync(at.secrets).mode & 0o077) === 0 ? good('Mật khẩu cơ sở dữ liệu / database logins', at.secrets) : bad('Mật khẩu cơ sở dữ liệu / database logins', 'người khác đọc được / others can read it', `chmod 600 ${at.secrets}`);
    } },
    { about: 'Kho tệp / files', async run() {
      const problems = await createDiskFiles({ dir: at.files }).checkConfig();
      return problems.length === 0 ? good('Kho tệp / files', at.files) : bad('Kho tệp / files', problems.join('; '), 'sửa như câu trên / as it says');
    } },
    { about: 'Địa chỉ / address', async run() {
      if (config.publicUrl.startsWith('https:') || config.demo) return good('Địa chỉ / address', config.publicUrl);
      return bad('Địa chỉ / address', config.publicUrl, 'đặt PUBLIC_URL=https://… và một proxy HTTPS phía trước / set PUBLIC_URL=https://… with an HTTPS proxy in front');
    } },
  ];
}

/** What the program works with: fonts, signature, mail, SMS, identity provider, scanner, backups. */
export function serviceChecks(config: Config, now: Date): readonly Check[] {
  const at = places(config);
  const notSet = (about: string, variable: string, without: string): Line => (config.demo ? good(about, `bản trình diễn dùng bộ mô phỏng / the demo uses its simulator`) : bad(about, `chưa đặt / not set: ${without}`, `đặt ${variable} / set ${variable}`));
  const problems = (about: string, where: string, list: readonly string[]): Line => (list.length === 0 ? good(about, where) : bad(about, list.join('; '), 'kiểm tra địa chỉ, mật khẩu, tường lửa / check address, password, firewall'));
  return [
    { about: 'In giấy / papers (Typst, Tinos)', async run() {
      const renderer = createTypstRenderer();
      try { await renderer.checkConfig(); return good('In giấy / papers', 'Typst, Tinos'); } finally { await renderer.close(); }
    } },
    { about: 'Ký số / signature', async run() {
      const signer = await createDemoSigner({ dir: at.signing });
      await signer.checkConfig();
      const found = 'chữ ký thử nghiệm / trial signature';
      return config.demo ? good('Ký số / signature', found) : advice('Ký số / signature', found, 'kết quả chưa có giá trị pháp lý: cần nối dịch vụ ký số thật / results have no legal value: a real signing service is needed');
    } },
    { about: 'Thư / mail', async run() {
      if (!config.smtp) return notSet('Thư / mail', 'SMTP_HOST, SMTP_FROM', 'không gửi được thư / no mail leaves');
      const named = /^(.*?)\s*<([^>]+)>$/u.exec(config.smtp.from);
      const sender = smtpSender({ host: config.smtp.host, port: config.smtp.port, security: config.smtp.secure ? 'tls' : config.smtp.port === 587 ? 'starttls' : 'none', fromName: named?.[1] || 'Một Cửa', fromAddress: named?.[2] ?? config.smtp.from, ...(config.smtp.user ? { user: config.smtp.user } : {}), ...(config.smtp.password ? { password: config.smtp.password } : {}) });
      try { return problems('Thư / mail', `${config.smtp.host}:${config.smtp.port}`, (await sender.checkConfig()).map((one) => one.problem.vi)); } finally { await sender.close(); }
    } },
    { about: 'Tin nhắn / SMS', async run() {
      if (!config.smpp) return notSet('Tin nhắn / SMS', 'SMPP_HOST …', 'không gửi được tin nhắn / no SMS leaves');
      const sender = smppSender({ host: config.smpp.host, port: config.smpp.port, systemId: config.smpp.systemId, password: config.smpp.password, from: config.smpp.sender }, async () => undefined);
      try { return problems('Tin nhắn / SMS', `${config.smpp.host}:${config.smpp.port}`, (await sender.checkConfig()).map((one) => one.problem.vi)); } finally { await sender.close(); }
    } },
    { about: 'Đăng nhập người dân / sign-in of citizens', async run() {
      const idp = config.identityProvider;
      if (!idp) return notSet('Đăng nhập người dân / sign-in of citizens', 'OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET', 'người dân chỉ khai được không đăng nhập / citizens can only file without signing in');
      const list = oidcIdentityProvider({ issuer: idp.issuer, clientId: idp.clientId, clientSecret: idp.clientSecret, redirectUri: `${config.publicUrl}/dang-nhap/ve` }).checkConfig();
      if (list.length > 0) return problems('Đăng nhập người dân / sign-in of citizens', idp.issuer, list);
      const answer = await fetch(`${idp.issuer.replace(/\/+$/u, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(8_000), redirect: 'error' }).catch((error: Error) => error);
      const fault = answer instanceof Error ? ((answer.cause as Error | undefined)?.message ?? answer.message) : answer.ok ? null : `HTTP ${answer.status}`;
      return problems('Đăng nhập người dân / sign-in of citizens', idp.issuer, fault ? [`${idp.issuer}: ${fault}`] : []);
    } },
    { about: 'Quét vi-rút / virus scanner', async run() {
      if (!config.clamd) return config.demo ? good('Quét vi-rút / virus scanner', 'không đặt / not set') : advice('Quét vi-rút / virus scanner', 'không đặt / not set', 'cài clamav-daemon và đặt CLAMD=/run/clamav/clamd.ctl / install clamav-daemon and set CLAMD');
      return problems('Quét vi-rút / virus scanner', config.clamd, await createClamdScanner({ address: config.clamd }).checkConfig());
    } },
    { about: 'Sao lưu / backup', async run() {
      const last = lastBackup(config);
      const hours = last === null ? null : (now.getTime() - last.at.getTime()) / 3_600_000;
      const found = last === null || hours === null ? 'chưa có bản nào / none yet' : `${last.at.toISOString()} (${Math.round(hours)} giờ trước / hours ago), ${last.path}`;
      if (hours !== null && hours <= LIMITS.backupHours) return good('Sao lưu / backup', found);
      return (config.demo ? advice : bad)('Sao lưu / backup', found, 'chạy hằng đêm: mot-cua backup /noi-khac/$(date +%F).tar.gz / nightly, to another machine');
    } },
  ];
}
