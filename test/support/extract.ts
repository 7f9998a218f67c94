import assert from 'node:assert/strict';
import { submitDraft, type Draft } from '../../src/modules/dossier/index.ts';
import type { Answers } from '../../src/shared/condition.ts';
import type { TestApp } from './app.ts';
import { aGuest, type Someone } from './people.ts';

const COPY_FEE = 8_000;
const ANSWERS = {
  HoVaTenC: 'Nguyễn Thị Hoa', SoDinhDanhC: '060302900001', LoaiGiayToDinhDanhC: '9', NgayCapDDC: '2021-06-01', nycLoaiCuTru: '1', nycNoiCuTru: { country: 'VN', province: '68', commune: '23095', detail: 'thôn 3' }, NYC_QuanHe: '1',
  NDK_NgaySinh: '2002-03-08', NDK_GioiTinh: '2', NDK_DanToc: '63001', NDK_QuocTich: 'VN', HoSo_LoaiYeuCau: '0', HoSo_CoQuanDangKy: 'Ủy ban nhân dân xã Hàm Chính', SoLuong: 1, fiveInVneid: false,
} as unknown as Answers;

interface ExtractWishes { readonly copies?: number; readonly agencyId?: number; readonly delivery?: Draft['content']['delivery'] }
/** A draft of a copy from the registers, ready to be submitted. */
export async function extractDraft(app: TestApp, someone: Someone, wishes: ExtractWishes = {}): Promise<string> {
  const version = await app.core.dossier.procedures.current('2.000635');
  assert.ok(version);
  const now = app.clock.now();
  const draftId = app.core.documents.ids.uuid();
  const person = { name: 'Nguyễn Thị Hoa', personalId: '060302900001', birthDate: '2002-03-08', phone: '0900000001' };
  await app.core.dossier.drafts.create(someone.scope, {
    id: draftId, citizenId: someone.actor.kind === 'citizen' ? someone.actor.citizenId : null, guestKey: someone.actor.kind === 'guest' ? someone.actor.guestKey : null, officerId: null, procedure: '2.000635', version: version.versionId, agencyId: wishes.agencyId ?? 2,
    channel: 'online', shortCode: `${app.core.documents.ids.secret(3)}-${app.core.documents.ids.secret(3)}`, revision: 1, changedAt: now, expiresAt: new Date(now.getTime() + 30 * 86_400_000), dossierId: null, supplements: null,
    content: {
      answers: { ...ANSWERS, SoLuong: wishes.copies ?? 1 }, screening: {}, assurance: someone.actor.kind === 'citizen' ? someone.actor.assurance : 'none', borrowed: false, filedBy: 'self', delivery: wishes.delivery ?? { methods: ['electronic'], copies: 0 },
      visited: ['xac-nhan', 'nguoi-yeu-cau', 'nguoi-duoc-cap', 'ho-so-goc', 'so-ban', 'giay-to', 'nhan-ket-qua'], owner: person, contact: { phone: person.phone, email: 'hoa@nguoidan.example' },
    },
  });
  return draftId;
}
/** A copy from the registers, filed online by this person: something to pay for. */
export async function anExtract(app: TestApp, someone: Someone, wishes: ExtractWishes = {}): Promise<string> {
  const draftId = await extractDraft(app, someone, wishes);
  const outcome = await submitDraft(app.core.dossier, { scope: someone.scope, actor: someone.actor, draftId, key: null, at: app.clock.now() });
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return String(outcome.result['dossierId']);
}

/** A dossier with something to pay, and the person before its page. */
export interface Payer extends Someone { readonly dossier: string; readonly amount: number; /** presses «Trả» and arrives at the gateway; answers the order's reference there */ goToGateway(): Promise<string>; /** title of the payment page now */ look(): Promise<string> }
export async function aPayer(app: TestApp, wishes: { readonly copies?: number; readonly agencyId?: number } = {}): Promise<Payer> {
  const guest = await aGuest(app);
  const dossier = await anExtract(app, guest, wishes);
  const page = `/tra-tien/${dossier}`;
  return {
    ...guest, dossier, amount: (wishes.copies ?? 1) * COPY_FEE,
    async goToGateway() {
      await guest.visitor.go(page);
      await guest.visitor.submit({}, { form: new RegExp(`${page}$`, 'u'), button: /^(Trả|Mở lại)/u, follow: false });
      const to = guest.visitor.answer.headers.get('location') ?? '';
      assert.ok(app.gateway && to.startsWith(`${app.gateway.payUrl}?`), `to the gateway, not ${to || guest.visitor.page.h1}`);
      const there = await fetch(to);
      assert.equal(there.status, 200);
      return new URL(to).searchParams.get('vnp_TxnRef') ?? '';
    },
    async look() { await guest.visitor.go(page); return guest.visitor.page.h1; },
  };
}

/** Runs the sweep now, as its minute has come. */
export async function sweep(app: TestApp): Promise<void> {
  await app.database.owner.query("SELECT graphile_worker.add_job('sweep-payments')");
  await app.drainJobs();
}

interface Money { readonly transaction: string; readonly amount: number }
/** Every đồng that the gateway holds stands once in our books, and the other way round; what was given back agrees too. */
export async function booksAgree(app: TestApp): Promise<void> {
  assert.ok(app.gateway);
  const ours = await app.database.owner.query<Money>("SELECT transaction, amount::int AS amount FROM payment_attempt WHERE state = 'paid' UNION ALL SELECT transaction, amount::int FROM payment_surplus WHERE state <> 'applied' ORDER BY transaction");
  const theirs = app.gateway.ledger().filter((one) => one.state === 'captured').map(({ transaction, amount }) => ({ transaction, amount })).sort((a, b) => (a.transaction < b.transaction ? -1 : 1));
  assert.deepEqual(ours.rows, theirs, 'money taken');
  const back = await app.database.owner.query<Money>("SELECT transaction, amount::int AS amount FROM payment_refund WHERE state = 'done' ORDER BY transaction");
  assert.deepEqual(back.rows, app.gateway.ledger().filter((one) => one.refunds.length > 0).map(({ transaction, refunds }) => ({ transaction, amount: refunds.reduce((sum, refund) => sum + refund.amount, 0) })).sort((a, b) => (a.transaction < b.transaction ? -1 : 1)), 'money given back');
  const dossiers = await app.database.owner.query<{ dossier_id: string; sum: number }>("SELECT i.dossier_id, i.amount::int AS sum FROM payment_intent i WHERE state IN ('PAID', 'REFUND_REQUESTED', 'REFUNDED') AND recorded_at IS NOT NULL");
  for (const { dossier_id: id, sum } of dossiers.rows) {
    const events = await app.database.owner.query<{ body: string }>("SELECT body FROM dossier_event WHERE dossier_id = $1 AND kind = 'fee-collected'", [id]);
    assert.deepEqual(events.rows.map((row) => (JSON.parse(row.body) as { data: { how: string; lines: { payable: number }[] } }).data).map((data) => [data.how, data.lines.reduce((all, line) => all + line.payable, 0)]), [['online', sum]], `dossier ${id} says it once`);
  }
  const unpaid = await app.database.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM payment_intent WHERE state = 'PAID' AND recorded_at IS NULL");
  assert.equal(unpaid.rows[0]?.n, 0, 'all that is paid stands on its dossier');
  const receipts = await app.database.owner.query<{ number: number }>('SELECT number FROM payment_receipt WHERE agency_id = 2 ORDER BY number');
  assert.deepEqual(receipts.rows.map((row) => row.number), receipts.rows.map((_, index) => index + 1), 'no gap in the receipts');
}
