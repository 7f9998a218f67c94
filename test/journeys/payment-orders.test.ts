import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { PaymentGatewaySimulator } from '../../simulators/payment-gateway/payment-gateway.ts';
import { collectFee } from '../../src/modules/dossier/index.ts';
import { reconcileDesk, type ReconcileDesk } from '../../src/modules/payment/index.ts';
import type { TestApp } from '../support/app.ts';
import { aPayer, sweep, type Payer } from '../support/extract.ts';
import { startPaying } from '../support/paying.ts';
import { anOfficer, type SignedInOfficer } from '../support/people.ts';
import { differences } from '../support/two-books.ts';

const MINUTE = 60_000;
/** xã Thanh Hà, of the demo's other province: its receipts have a book of their own */
const OTHER_OFFICE = 12;
/** histories tried; each is a person, a gateway, a counter and an accountant who do these things in any order, some at the same moment */
const RUNS = 60;
const STEPS = ['begin', 'pay', 'cancel', 'short', 'callback', 'forged', 'ask', 'work', 'expire', 'refund', 'apply', 'counter', 'silence'] as const;
interface Step { readonly what: (typeof STEPS)[number]; readonly pick: number; readonly times: number }
const step: fc.Arbitrary<Step> = fc.record({
  // Beginning, paying and telling come oftener than the rest: without them nothing is at stake.
  what: fc.oneof({ weight: 4, arbitrary: fc.constantFrom('begin' as const, 'pay' as const, 'callback' as const) }, { weight: 3, arbitrary: fc.constantFrom(...STEPS) }),
  pick: fc.nat(7), times: fc.integer({ min: 1, max: 4 }),
});
const history = fc.record({ agencyId: fc.constantFrom(2, OTHER_OFFICE), moments: fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 9 }) });

let app: TestApp;
let gateway: PaymentGatewaySimulator;
let desk: ReconcileDesk;
before(async () => {
  ({ app, gateway } = await startPaying());
  desk = reconcileDesk(app.core.db);
});
after(() => app.close());

type Office = { readonly accountant: SignedInOfficer; readonly reception: SignedInOfficer };
const scopeOf = (who: SignedInOfficer) => who.scope as Extract<typeof who.scope, { kind: 'officer' }>;

async function act(payer: Payer, orders: string[], office: Office, agencyId: number, { what, pick, times }: Step): Promise<void> {
  const order = orders[pick % Math.max(1, orders.length)];
  switch (what) {
    case 'begin': {
      const came = await payer.visitor.fetch(`/tra-tien/${payer.dossier}`, 'POST', new URLSearchParams({ _csrf: payer.csrf, _key: app.core.documents.ids.secret(24) }));
      const to = came.headers.get('location') ?? '';
      assert.ok(came.status === 303 || came.status === 409 || came.status === 429, `${came.status}`);
      if (!to.startsWith(gateway.payUrl)) return;
      await fetch(to);
      const ref = new URL(to).searchParams.get('vnp_TxnRef') ?? '';
      if (!orders.includes(ref)) orders.push(ref);
      return;
    }
    case 'pay': if (order) gateway.decide(order, 'tra'); return;
    case 'cancel': if (order) gateway.decide(order, 'huy'); return;
    case 'short': if (order) gateway.decide(order, 'thieu'); return;
    case 'callback': if (order && gateway.ledger().find((one) => one.txnRef === order)?.state !== 'open') await Promise.all(Array.from({ length: times }, () => gateway.call(gateway.callbackOf(order)))); return;
    case 'forged': if (order) assert.equal(await gateway.call(gateway.callbackOf(order).replace(/.$/u, (sign) => (sign === '0' ? '1' : '0'))), '97'); return;
    case 'ask': await payer.visitor.fetch(`/tra-tien/${payer.dossier}/hoi-lai`, 'POST', new URLSearchParams({ _csrf: payer.csrf, _key: app.core.documents.ids.secret(24) })); return;
    case 'work': await app.drainJobs(); return;
    case 'expire': app.clock.forward(16 * MINUTE); await sweep(app); return;
    case 'silence': gateway.behave({ api: pick % 2 === 0 ? 'broken' : 'normal' }); return;
    case 'counter': await collectFee(app.core.dossier, { scope: office.reception.scope, actor: office.reception.actor, id: payer.dossier, at: app.clock.now(), key: null, name: 'dossier.collect-fee' } as never, 'cash'); return;
    case 'refund': case 'apply': {
      const scope = scopeOf(office.accountant);
      const surplus = (await desk.surplus(scope, agencyId, 200)).find((one) => one.dossierId === payer.dossier && one.state === 'open');
      if (what === 'apply') { if (surplus) await desk.askApply(scope, surplus.id); return; }
      const paid = (await desk.paid(scope, agencyId, new Date(0), 200)).find((one) => one.dossierId === payer.dossier && one.state === 'PAID' && one.recorded);
      if (surplus || paid) await desk.askRefund(scope, { id: app.core.documents.ids.uuid(), officer: office.accountant.actor, surplusId: surplus?.id ?? null, intentId: surplus ? null : paid?.intentId ?? null, reason: 'Nộp thừa', decision: '1/QĐ', at: app.clock.now() });
    }
  }
}

/** Faults stop; everything must come to rest. */
async function rest(): Promise<void> {
  gateway.behave({ api: 'normal' });
  // Longer than the last question about an order that ran out.
  for (const minutes of [61, 61, 73 * 60]) { await app.drainJobs(); app.clock.forward(minutes * MINUTE); await sweep(app); }
}

interface EventRow { readonly kind: string; readonly body: string }
async function checkMoney(payer: Payer, orders: readonly string[]): Promise<void> {
  const { rows: events } = await app.database.owner.query<EventRow>("SELECT kind, body FROM dossier_event WHERE dossier_id = $1 AND kind LIKE 'fee-%' ORDER BY seq", [payer.dossier]);
  const amount = (row: EventRow): number => (JSON.parse(row.body) as { data: { amount: number } }).data.amount;
  const how = (row: EventRow): string => (JSON.parse(row.body) as { data: { how?: string } }).data.how ?? '';
  const collected = events.filter((row) => row.kind === 'fee-collected');
  const net = events.reduce((sum, row) => sum + (row.kind === 'fee-collected' ? amount(row) : -amount(row)), 0);
  assert.ok(net === 0 || net === payer.amount, `the dossier holds nothing or its fee, not ${net}`);
  const mine = gateway.ledger().filter((one) => orders.includes(one.txnRef) && one.state === 'captured');
  const taken = mine.reduce((sum, one) => sum + one.amount, 0);
  const back = mine.reduce((sum, one) => sum + one.refunds.reduce((all, refund) => all + refund.amount, 0), 0);
  const cash = collected.filter((row) => how(row) === 'cash').reduce((sum, row) => sum + amount(row), 0);
  const { rows: [held] } = await app.database.owner.query<{ open: number }>("SELECT coalesce(sum(amount), 0)::int AS open FROM payment_surplus WHERE dossier_id = $1 AND state IN ('open', 'refund-requested')", [payer.dossier]);
  assert.equal(taken - back + cash, net + (held?.open ?? 0), 'what came and was not given back is the fee, or lies on the list of surplus');
  const { rows: receipts } = await app.database.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM payment_receipt WHERE dossier_id = $1', [payer.dossier]);
  assert.equal(receipts[0]?.n, collected.length, 'a receipt for each collection');
  await payer.visitor.go(`/ho-so/${payer.dossier}`);
  assert.equal(payer.visitor.page.status, 200, 'the dossier is there');
  const { rows: waiting } = await app.database.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM payment_attempt a JOIN payment_intent i ON i.id = a.intent_id WHERE a.dossier_id = $1 AND (a.state = 'open' OR i.state = 'PAID' AND i.recorded_at IS NULL OR i.state IN ('PROCESSING', 'REFUND_REQUESTED'))", [payer.dossier]);
  assert.equal(waiting[0]?.n, 0, 'all is decided once the gateway answers');
}
async function checkBooks(): Promise<void> {
  assert.deepEqual(await differences(app), []);
  const { rows: gaps } = await app.database.owner.query("SELECT agency_id, year, count(*)::int AS n, max(number) AS last, (SELECT b.last FROM payment_receipt_book b WHERE b.agency_id = r.agency_id AND b.year = r.year) AS book FROM payment_receipt r GROUP BY agency_id, year HAVING min(number) <> 1 OR max(number) <> count(*) OR max(number) <> (SELECT b.last FROM payment_receipt_book b WHERE b.agency_id = r.agency_id AND b.year = r.year)");
  assert.deepEqual(gaps, [], 'numbers without gap in each office and year');
}

describe('row 9: in whatever order it happens', () => {
  test('money is never lost and never counted twice; numbers have no gap; the dossier stays', async () => {
    const offices = new Map<number, Office>();
    await fc.assert(fc.asyncProperty(history, async ({ agencyId, moments }) => {
      const place = agencyId === 2 ? 'hamliem' : 'thanhha';
      // Sessions end while the clock runs on; the rights of both are what counts here.
      const office = offices.get(agencyId) ?? { accountant: await anOfficer(app, `ketoan.${place}`), reception: await anOfficer(app, `tiepnhan.${place}`) };
      offices.set(agencyId, office);
      gateway.behave({ ipn: 'lost', ignoreExpiry: true, api: 'normal' });
      app.clock.forward(MINUTE);
      const payer = await aPayer(app, { agencyId });
      const orders: string[] = [];
      for (const moment of moments) await Promise.all(moment.map((one) => act(payer, orders, office, agencyId, one)));
      await rest();
      await checkMoney(payer, orders);
      await checkBooks();
    }), { numRuns: RUNS });
  });
});
