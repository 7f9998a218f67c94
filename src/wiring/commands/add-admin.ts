import { openDatabase } from '../../platform/postgres/pools.ts';
import { systemIds } from '../../platform/crypto/ids.ts';
import { systemClock } from '../../shared/clock.ts';
import { addFirstAdministrator, argon2idHasher } from '../../modules/organisation/index.ts';
import { readConfig } from '../config.ts';
import { withInstallation } from '../installation.ts';
import { readOptions } from './options.ts';

const USAGE = `mot-cua add-admin --agency-code H36.23095 --agency-name "Ủy ban nhân dân xã Hàm Liêm" --agency-short-name "xã Hàm Liêm" --commune-code 23095 \\
                  --name "Họ tên" --title "Quản trị hệ thống" --username quantri [--kind commune|province] [--code-provisional]`;

const REFUSED: Readonly<Record<string, string>> = {
  'not-empty': 'Bản cài này đã có cán bộ: quản trị viên tạo thêm người trên trang Quản trị. / There are officers already: administrators add others on their page.',
  'code-shape': 'Mã định danh cơ quan chưa đúng dạng, ví dụ H36.23095. / The agency code does not look like H36.23095.',
};

/** Opens an empty installation (MOTCUA_DEMO=0): its authority and its first administrator. The one-time password is printed, once. */
export async function addAdminCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const read = readOptions(argv, { values: ['agency-code', 'agency-name', 'agency-short-name', 'commune-code', 'kind', 'name', 'title', 'username'], flags: ['code-provisional'] });
  const missing = read.ok ? ['agency-code', 'agency-name', 'agency-short-name', 'name', 'title', 'username'].filter((name) => !read.values[name]) : [];
  const kind = (read.ok && read.values['kind']) || 'commune';
  if (!read.ok || missing.length > 0 || read.rest.length > 0 || (kind !== 'commune' && kind !== 'province')) {
    process.stderr.write(`${read.ok ? (missing.length > 0 ? `Thiếu / missing: ${missing.map((name) => `--${name}`).join(' ')}` : 'Chưa đọc được / not understood') : read.problem}\n\n${USAGE}\n`);
    return 2;
  }
  const { values, flags } = read;
  const text = (name: string): string => values[name] ?? '';
  return withInstallation(readConfig(env), { migrate: true }, async ({ ownerUrl }) => {
    const db = openDatabase({ url: ownerUrl, application: 'mot-cua add-admin', readers: 1, writers: 1 });
    try {
      const added = await addFirstAdministrator(db, { hasher: argon2idHasher(), ids: systemIds }, {
        agency: { code: text('agency-code').toUpperCase(), codeProvisional: flags.has('code-provisional'), name: text('agency-name'), shortName: text('agency-short-name'), kind, communeCode: values['commune-code'] ?? null },
        name: text('name'), title: text('title'), username: text('username'),
      }, systemClock.now());
      if (!added.ok) {
        process.stderr.write(`${REFUSED[added.refusal] ?? `Chưa tạo được: ${added.refusal} / not created: ${added.refusal}`}\n`);
        return 1;
      }
      process.stdout.write(`Đã tạo / created: ${text('username')}\nMật khẩu dùng một lần / one-time password: ${added.value.password}\nĐăng nhập ở /can-bo/dang-nhap rồi đổi mật khẩu ngay. / Sign in there and change it at once.\n`);
      return 0;
    } finally {
      await db.close();
    }
  });
}
