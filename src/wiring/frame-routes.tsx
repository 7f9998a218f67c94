import { z } from 'zod';
import { json, page, redirect, route, type Reply, type Route } from '../platform/http/route.ts';
import { HttpProblem } from '../platform/http/problem.ts';
import { sql } from '../platform/postgres/database.ts';
import { ComponentGallery } from '../ui/gallery.tsx';
import { CitizenLayout } from '../ui/layouts/citizen.tsx';
import type { Text } from '../shared/text.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
const YEAR_SECONDS = 365 * 86_400;
/** A path of this site, never another's: for coming back after a setting. */
export const ownPath = (value: string | undefined): string => (value && /^\/(?![/\\])[^\r\n]*$/u.test(value) && value.length < 2000 ? value : '/');

/** Routes that belong to no module: probes, display settings, the pages about this site. */
export function frameRoutes(deps: { readonly production: boolean; readonly migrationsKnown: number }): Route[] {
  return [
    route({ method: 'GET', path: '/healthz', permission: 'system.probe', audit: 'system.health', async handle(): Promise<Reply> { return { kind: 'text', status: 200, contentType: 'text/plain; charset=utf-8', body: 'ok\n' }; } }),
    route({
      method: 'GET', path: '/readyz', permission: 'system.probe', audit: 'system.ready',
      async handle({ db }) {
        try {
          const rows = await db.read.query<{ n: number }>(sql('SELECT count(*)::int AS n FROM platform_migration'));
          const ready = rows[0]?.n === deps.migrationsKnown;
          return json({ ready, database: true, migrations: { applied: rows[0]?.n ?? 0, known: deps.migrationsKnown } }, ready ? 200 : 503);
        } catch { return json({ ready: false, database: false }, 503); }
      },
    }),
    route({
      method: 'GET', path: '/cai-dat-hien-thi', permission: 'public.read', audit: 'frame.display',
      query: z.object({ ve: z.string().max(2000).optional(), co: z.enum(['lon', 'thuong', 'nho']).optional(), 'giao-dien': z.enum(['sang', 'toi', 'theo-may']).optional(), 'ngon-ngu': z.enum(['vi', 'en']).optional() }),
      async handle({ query }) {
        const chosen = Object.entries({ mc_co: query.co, mc_giao_dien: query['giao-dien'], mc_ngon_ngu: query['ngon-ngu'] }).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value, maxAgeSeconds: YEAR_SECONDS }]));
        return redirect(ownPath(query.ve), chosen);
      },
    }),
    route({
      method: 'GET', path: '/kha-nang-tiep-can', permission: 'public.read', audit: 'frame.accessibility',
      async handle({ view }) {
        return page(
          <CitizenLayout view={view} title={t('Khả năng tiếp cận', 'Accessibility')}>
            <p>{t('Trang này làm theo WCAG 2.2 mức AA: dùng được bằng bàn phím, bằng trình đọc màn hình, ở chữ to và màn hình hẹp, và không cần JavaScript.', 'This site follows WCAG 2.2 level AA: it works by keyboard, with screen readers, in large type, on narrow screens and without JavaScript.')[view.lang]}</p>
            <p>{t('Chỗ nào chưa dùng được, anh/chị gọi số của xã ở đầu trang; xã nhận và trả lời như mọi phản ánh.', 'If something does not work for you, call the number at the top of the page; it is answered like any feedback.')[view.lang]}</p>
          </CitizenLayout>, 200, { cache: 'public' });
      },
    }),
    route({
      method: 'GET', path: '/quyen-rieng-tu', permission: 'public.read', audit: 'frame.privacy',
      async handle({ view }) {
        return page(
          <CitizenLayout view={view} title={t('Quyền riêng tư', 'Privacy')}>
            <p>{t('Xã chỉ dùng dữ liệu anh/chị khai để làm đúng việc anh/chị xin. Số căn cước, số điện thoại, câu trả lời và giấy tờ được mã hóa khi lưu.', 'What you declare is used only for the matter you apply for. Identity numbers, telephones, answers and papers are encrypted at rest.')[view.lang]}</p>
            <p>{t('Mỗi lần cán bộ mở xem hồ sơ đều được ghi lại; anh/chị xem được ở trang hồ sơ của mình, mục «Ai đã xem hồ sơ của tôi».', 'Every time an officer opens a dossier is recorded; you see it on your dossier under “Who looked at my dossier”.')[view.lang]}</p>
            <p>{t('Bản nháp được giữ 30 ngày rồi xóa. Máy mượn: chọn «Máy mượn» khi bắt đầu, mọi thứ trên máy đó sẽ không được giữ.', 'Drafts are kept for 30 days. On a borrowed device choose “Borrowed” at the start, and nothing stays on it.')[view.lang]}</p>
            <p>{t('Căn cứ: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15.', 'Legal basis: Personal Data Protection Law 91/2025/QH15.')[view.lang]}</p>
          </CitizenLayout>, 200, { cache: 'public' });
      },
    }),
    route({
      method: 'GET', path: '/_ui', permission: 'development.only', audit: 'frame.components',
      async handle({ view }) {
        if (deps.production) throw new HttpProblem('not-found');
        return page(<ComponentGallery view={view} />);
      },
    }),
    route({ method: 'GET', path: '/can-bo', permission: 'staff.home', audit: 'frame.staff-home', async handle() { return redirect('/ban'); } }),
  ];
}
