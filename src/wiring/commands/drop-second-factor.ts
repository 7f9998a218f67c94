import { sessionStore } from '../../modules/identity/index.ts';
import { dropSecondFactor } from '../../modules/organisation/index.ts';
import { openDatabase } from '../../platform/postgres/pools.ts';
import { systemClock } from '../../shared/clock.ts';
import { readConfig } from '../config.ts';
import { withInstallation } from '../installation.ts';
import { readOptions } from './options.ts';

const USAGE = 'mot-cua drop-second-factor TÊN-ĐĂNG-NHẬP / USERNAME';

/** Takes the second factor off an account from the server, and ends its sessions: for an administrator who lost telephone and paper and has no colleague. */
export async function dropSecondFactorCommand(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const read = readOptions(argv, {});
  const username = read.ok && read.rest.length === 1 ? read.rest[0] : undefined;
  if (username === undefined) {
    process.stderr.write(`${read.ok ? 'Cần đúng một tên đăng nhập. / Exactly one user name is needed.' : read.problem}\n\n${USAGE}\n`);
    return 2;
  }
  return withInstallation(readConfig(env), { migrate: false }, async ({ ownerUrl }) => {
    const db = openDatabase({ url: ownerUrl, application: 'mot-cua drop-second-factor', readers: 1, writers: 1 });
    try {
      const now = systemClock.now();
      const dropped = await dropSecondFactor(db, username, now);
      switch (dropped.kind) {
        case 'unknown': process.stderr.write(`Không có tài khoản «${username}». / There is no account “${username}”.\n`); return 1;
        case 'none': process.stderr.write(`${dropped.name} chưa bật xác thực hai lớp: không có gì để gỡ. / has no second factor: nothing to take off.\n`); return 1;
        case 'dropped': {
          const ended = await sessionStore(db).endAll(dropped.officerId, now, 'elsewhere', null);
          process.stdout.write(`✓ Đã gỡ xác thực hai lớp của ${dropped.name}, kết thúc ${ended} phiên; việc này đã ghi vào lịch sử tài khoản. Từ giờ chỉ mật khẩu là đủ: bật lại ngay sau khi đăng nhập.\n✓ Second factor taken off, ${ended} sessions ended, written down. The password alone is enough now: set it up again at once.\n`);
          return 0;
        }
      }
    } finally {
      await db.close();
    }
  });
}
