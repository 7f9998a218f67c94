import { z } from 'zod';
import { page, route, type Route } from '../../../platform/http/route.ts';
import { showDong } from '../../../shared/money.ts';
import { isPlainDate, plainDate, showShortDate, vietnamDate, vietnamInstant } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { PAGE } from './post-today.tsx';
import { officerAt, type PostWebDeps } from './web-deps.ts';
import { DESK, MONEY } from './words.ts';

/** What the post collected for the office, by day, so that both can be settled day by day. */
export function moneyRoutes(deps: PostWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: `${PAGE}/tien`, permission: 'delivery.money', audit: 'delivery.money', query: z.object({ thang: z.string().max(10).optional() }),
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const { lang, view } = request;
        const asked = /^\d{4}-\d{2}$/u.test(request.query.thang ?? '') ? (request.query.thang ?? '') : '';
        const month = asked && isPlainDate(`${asked}-01`) ? asked : vietnamDate(request.now).slice(0, 7);
        const first = plainDate(`${month}-01`);
        const [year = 0, number = 0] = month.split('-').map(Number);
        const after = plainDate(number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`);
        const rows = await deps.desk.money(scope, officer.agencyId, vietnamInstant(first, 0), vietnamInstant(after, 0));
        return page(
          <DeskLayout view={view} title={MONEY.title} active="post" lead={MONEY.lead} {...(officer.roles.includes('reception') ? { back: { href: PAGE, label: DESK.title } } : {})}>
            <form method="get" action={`${PAGE}/tien`} noValidate><TextField name="thang" label={MONEY.month} hint={MONEY.monthHint} value={month} width={12} /><ButtonGroup><Button kind="secondary">{MONEY.show[lang]}</Button></ButtonGroup></form>
            <DataTable caption={MONEY.title} captionHidden rows={rows} rowKey={(row) => row.day} empty={MONEY.none} columns={[
              { key: 'ngay', title: MONEY.day, head: true, cell: (row) => showShortDate(row.day) }, { key: 'so', title: MONEY.parcels, numeric: true, cell: (row) => row.parcels }, { key: 'thu', title: MONEY.collected, numeric: true, cell: (row) => showDong(row.collected) },
              { key: 'cuoc', title: MONEY.postage, numeric: true, cell: (row) => showDong(row.postage) }, { key: 'thua', title: MONEY.surplus, numeric: true, cell: (row) => row.surplus },
            ]} />
          </DeskLayout>);
      },
    }),
  ];
}
