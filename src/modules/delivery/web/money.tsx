import { z } from 'zod';
import { page, route, type Route } from '../../../platform/http/route.ts';
import { showDong } from '../../../shared/money.ts';
import { showShortDate, vietnamInstant } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { monthOf } from './compare-statement.tsx';
import { PAGE } from './post-today.tsx';
import { officerAt, type PostWebDeps } from './web-deps.ts';
import { DESK, MONEY, STATEMENT } from './words.ts';

/** What the post collected for the office, by day, so that both can be settled day by day. */
export function moneyRoutes(deps: PostWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: `${PAGE}/tien`, permission: 'delivery.money', audit: 'delivery.money', query: z.object({ thang: z.string().max(10).optional() }),
      async handle(request) {
        const { officer, scope } = officerAt(request);
        const { lang, view } = request;
        const period = monthOf(request.query.thang, request.now);
        const rows = await deps.desk.money(scope, officer.agencyId, vietnamInstant(period.from, 0), vietnamInstant(period.to, 0));
        return page(
          <DeskLayout view={view} title={MONEY.title} active="post" lead={MONEY.lead} actions={<a href={`${PAGE}/doi-soat`}>{STATEMENT.title[lang]}</a>} {...(officer.roles.includes('reception') ? { back: { href: PAGE, label: DESK.title } } : {})}>
            <form method="get" action={`${PAGE}/tien`} noValidate><TextField name="thang" label={MONEY.month} hint={MONEY.monthHint} value={period.name} width={12} /><ButtonGroup><Button kind="secondary">{MONEY.show[lang]}</Button></ButtonGroup></form>
            <DataTable caption={MONEY.title} captionHidden rows={rows} rowKey={(row) => row.day} empty={MONEY.none} columns={[
              { key: 'ngay', title: MONEY.day, head: true, cell: (row) => showShortDate(row.day) }, { key: 'so', title: MONEY.parcels, numeric: true, cell: (row) => row.parcels }, { key: 'thu', title: MONEY.collected, numeric: true, cell: (row) => showDong(row.collected, lang) },
              { key: 'cuoc', title: MONEY.postage, numeric: true, cell: (row) => showDong(row.postage, lang) }, { key: 'thua', title: MONEY.surplus, numeric: true, cell: (row) => row.surplus },
            ]} />
          </DeskLayout>);
      },
    }),
  ];
}
