import type { VNode } from 'preact';
import { z } from 'zod';
import { page, route, type Route } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { officerScope } from '../../../platform/http/who-asks.ts';
import type { Lang } from '../../../shared/text.ts';
import { showDong } from '../../../shared/money.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { QrCode } from '../../../ui/components/qr-code/qr-code.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { CLOSED, owed } from '../../dossier/domain/index.ts';
import type { LoadedDossier } from '../../dossier/index.ts';
import { DEMO_ACCOUNT, transferContent, vietQr, type PayAccount } from '../domain/index.ts';
import type { PaymentScope } from '../ports.ts';
import type { PaymentWebDeps } from './web-deps.ts';
import { TRANSFER } from './words.ts';

/** The account to which this dossier's fee may be transferred today; none where the office has entered none, or nothing is owed. */
export async function accountFor(deps: Pick<PaymentWebDeps, 'transfers'>, scope: PaymentScope, loaded: LoadedDossier, now: Date): Promise<PayAccount | null> {
  if (owed(loaded.state) <= 0 || CLOSED.includes(loaded.state.status)) return null;
  return (await deps.transfers.accountOn(scope, loaded.state.competentAgency, vietnamDate(now))) ?? (loaded.demo ? DEMO_ACCOUNT : null);
}

/** Code, account, sum and content. It never says «paid»: that is said once the accountant has seen the money in the statement. */
export function TransferCode({ account, loaded, lang, qr }: { readonly account: PayAccount; readonly loaded: LoadedDossier; readonly lang: Lang; readonly qr: PaymentWebDeps['qr'] }): VNode {
  const amount = owed(loaded.state);
  const content = transferContent(loaded.state.reference);
  const code = qr(vietQr({ account, amount, content }));
  return (
    <>
      {loaded.demo && <Notice kind="warn"><p>{TRANSFER.demo[lang]}</p></Notice>}
      <QrCode path={code.path} modules={code.modules} title={TRANSFER.alt(showDong(amount, lang))} caption={TRANSFER.scan} />
      <SummaryList rows={[
        { term: TRANSFER.bank, value: account.bankName }, { term: TRANSFER.number, value: <strong class="mc-nowrap">{account.accountNo}</strong> }, { term: TRANSFER.name, value: account.accountName },
        { term: TRANSFER.amount, value: <strong>{showDong(amount, lang)}</strong> }, { term: TRANSFER.content, value: <strong class="mc-nowrap">{content}</strong>, note: TRANSFER.exactly },
      ]} />
      <p>{TRANSFER.when[lang]}</p>
    </>);
}

/** The same code, large, for the screen that faces the person at the counter. */
export function transferCodeRoutes(deps: PaymentWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/ma-qr/:id', permission: 'desk.read', audit: 'payment.transfer-code', params: z.object({ id: z.uuid() }),
      async handle(request) {
        const { params, view, lang, now } = request;
        const scope = officerScope(request);
        const loaded = (await deps.dossier.store.find(scope, params.id)) ?? notFound();
        const account = await accountFor(deps, scope, loaded, now);
        return page(
          <DeskLayout view={view} title={TRANSFER.title} active="return" back={{ href: `/ban/ho-so/${loaded.id}`, label: { vi: loaded.state.code ?? loaded.state.reference, en: loaded.state.code ?? loaded.state.reference } }}>
            {account ? <div class="mc-qr-wide"><TransferCode account={account} loaded={loaded} lang={lang} qr={deps.qr} /></div> : <Notice kind="info"><p>{(owed(loaded.state) <= 0 ? TRANSFER.nothing : TRANSFER.noAccount)[lang]}</p></Notice>}
          </DeskLayout>);
      },
    }),
  ];
}
