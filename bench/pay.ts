import { startPaymentGateway, type PaymentGatewaySimulator } from '../simulators/payment-gateway/payment-gateway.ts';
import { vnpayGateway } from '../src/adapters/payment-vnpay/index.ts';
import { submitDraft } from '../src/modules/dossier/index.ts';
import { cookieNames, cookieSecrets } from '../src/modules/identity/index.ts';
import { compareBooks, type BookLine } from '../src/modules/payment/domain/index.ts';
import { paymentStore, startPayment } from '../src/modules/payment/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import type { Answers } from '../src/shared/condition.ts';
import { systemClock } from '../src/shared/clock.ts';
import { buildCore, type Core } from '../src/wiring/core.ts';
import { reactions } from '../src/wiring/reactions.ts';
import { OWN_AGENCY, type House } from './house.ts';
import { judge } from './measure.ts';
import { startPart } from './part.ts';

const SECONDS = 60;
const RATE = 50;
/** of all calls */
const [DOUBLED, FORGED] = [0.1, 0.05];
/** one in so many orders is watched on its page, as its person would */
const WATCHED_ONE_IN = 10;
const LOOK_EVERY_MS = 150;
const EXTRACT = '2.000635';
const ANSWERS = {
  HoVaTenC: 'Nguyễn Thị Hoa', SoDinhDanhC: '060302900001', LoaiGiayToDinhDanhC: '9', NgayCapDDC: '2021-06-01', nycLoaiCuTru: '1', nycNoiCuTru: { country: 'VN', province: '68', commune: '23095', detail: 'thôn 3' }, NYC_QuanHe: '1',
  NDK_NgaySinh: '2002-03-08', NDK_GioiTinh: '2', NDK_DanToc: '63001', NDK_QuocTich: 'VN', HoSo_LoaiYeuCau: '0', HoSo_CoQuanDangKy: 'Ủy ban nhân dân xã Hàm Chính', SoLuong: 1, fiveInVneid: false,
} as unknown as Answers;

interface Order { readonly dossierId: string; readonly txnRef: string; readonly cookie: string }
interface Call { readonly atMs: number; readonly order: Order; readonly kind: 'true' | 'doubled' | 'forged' }

/**
 * Callbacks of a payment gateway, fifty a second for a minute, one in ten twice at the same moment and one in twenty forged; the
 * worker settles, records, numbers and prints beside it. Paid is what the page says.
 */
export async function benchPay(house: House, port: number): Promise<number> {
  const gateway = await startPaymentGateway({ port: 0, tmnCode: 'BENCH001', secret: 'THE-SECRET-OF-THE-BENCH-ONLY', behaviour: { ipn: 'lost' } });
  gateway.callTo(`http://127.0.0.1:${port}/thong-bao/vnpay`);
  const settings = { payUrl: gateway.payUrl, apiUrl: gateway.apiUrl, tmnCode: gateway.tmnCode, secret: gateway.secret };
  const env = { ...house.env, VNPAY_PAY_URL: gateway.payUrl, VNPAY_API_URL: gateway.apiUrl, VNPAY_TMN_CODE: gateway.tmnCode, VNPAY_HASH_SECRET: gateway.secret };
  const all = SECONDS * RATE;
  const forgedCalls = Math.round(all * FORGED);
  const doubledCalls = Math.round(all * DOUBLED);
  const core = await buildCore({ ...house.config, vnpay: settings }, house.app, house.keyring, reactions, systemClock);
  const orders = await arrange(house, core, vnpayGateway(settings), all - doubledCalls);
  const forged = new Set(orders.slice(0, forgedCalls));
  const calls = planned(orders, forged, doubledCalls);
  const [web, worker] = await Promise.all([startPart('web-child', env, { execArgv: house.servingFlags }), startPart('worker-child', env)]);
  try {
    for (const order of orders) if (!forged.has(order)) gateway.decide(order.txnRef, 'tra');
    const shown: number[] = [];
    const took: number[] = [];
    const answers: Record<string, number> = {};
    const wrong: string[] = [];
    const watching: Promise<void>[] = [];
    const begun = performance.now();
    await Promise.all(calls.map(async (call, n) => {
      await until(begun + call.atMs);
      const truth = gateway.callbackOf(call.order.txnRef);
      const sent = performance.now();
      const code = await gateway.call(call.kind === 'forged' ? truth.replace(/.$/u, (sign) => (sign === '0' ? '1' : '0')) : truth);
      took.push(performance.now() - sent);
      answers[`${call.kind} ${code}`] = (answers[`${call.kind} ${code}`] ?? 0) + 1;
      if (call.kind === 'forged' ? code !== '97' : code !== '00' && code !== '02') wrong.push(`${call.kind} ${code}`);
      if (call.kind === 'true' && n % WATCHED_ONE_IN === 0) watching.push(watch(port, call.order, sent).then((ms) => { shown.push(ms); }));
    }));
    const seconds = (performance.now() - begun) / 1000;
    await Promise.all(watching);
    process.stdout.write(`${calls.length} calls in ${seconds.toFixed(1)} s: ${Object.entries(answers).sort().map(([what, n]) => `${what} ×${n}`).join(', ')}\n`);
    process.stdout.write(`${shown.length} pages watched, p50 ${share(shown, 0.5).toFixed(0)} ms, p95 ${share(shown, 0.95).toFixed(0)} ms, longest ${Math.max(...shown).toFixed(0)} ms\n`);
    const settledAfter = await settled(house, orders.length - forged.size);
    const found = await ledgers(house, gateway);
    const { rows: [falsely] } = await house.owner.query<{ n: number }>("SELECT count(*)::int AS n FROM payment_attempt WHERE txn_ref = ANY($1) AND state <> 'open'", [[...forged].map((order) => order.txnRef)]);
    const { rows: [gaps] } = await house.owner.query<{ n: number }>('SELECT (max(number) - count(*))::int AS n FROM payment_receipt WHERE agency_id = $1', [OWN_AGENCY]);
    const { rows: [papers] } = await house.owner.query<{ n: number }>('SELECT count(*)::int AS n FROM payment_receipt WHERE file_id IS NOT NULL');
    process.stdout.write(`all recorded ${settledAfter.toFixed(1)} s after the last page, ${papers?.n} receipts printed by then; web ${(await web.usage()).cpuMs.toFixed(0)} ms and worker ${(await worker.usage()).cpuMs.toFixed(0)} ms of processor\n`);
    return judge([
      { what: 'callbacks a second', value: calls.length / seconds, bound: 'at least', goal: RATE * 0.98, digits: 1 },
      { what: 'calls answered with another code than they should be', value: wrong.length, bound: 'at most', goal: 0, digits: 0 },
      { what: 'false: paid, failed or surplus by a forged call', value: falsely?.n ?? -1, bound: 'at most', goal: 0, digits: 0 },
      { what: 'lost or doubled: differences between the gateway’s book and ours', value: found, bound: 'at most', goal: 0, digits: 0 },
      { what: 'numbers missing among the receipts', value: gaps?.n ?? -1, bound: 'at most', goal: 0, digits: 0 },
      { what: 'answer to a callback, p95', value: share(took, 0.95), bound: 'at most', goal: 250, digits: 1, unit: ' ms' },
      { what: 'from the callback until the page says paid, p95', value: share(shown, 0.95), bound: 'at most', goal: 2_000, digits: 0, unit: ' ms' },
    ]);
  } finally {
    await Promise.all([web.stop(), worker.stop()]);
    await gateway.close();
  }
}

/** Dossiers that owe, each with its order open at the gateway. */
async function arrange(house: House, core: Core, ours: ReturnType<typeof vnpayGateway>, count: number): Promise<readonly Order[]> {
  const version = await core.dossier.procedures.current(EXTRACT);
  if (!version) throw new Error(`${EXTRACT} is not published`);
  const secrets = cookieSecrets(house.keyring);
  const payments = paymentStore(house.app);
  const orders: Order[] = [];
  const one = async (): Promise<void> => {
    const at = new Date();
    const { cookie, guestKey } = secrets.newGuest(at);
    const scope = { kind: 'guest', guestKey } as const;
    const draftId = systemIds.uuid();
    const person = { name: 'Nguyễn Thị Hoa', personalId: '060302900001', birthDate: '2002-03-08', phone: '0900000001' };
    await core.dossier.drafts.create(scope, {
      id: draftId, citizenId: null, guestKey, officerId: null, procedure: EXTRACT, version: version.versionId, agencyId: OWN_AGENCY, channel: 'online', shortCode: `${systemIds.secret(4)}-${systemIds.secret(4)}`, revision: 1, changedAt: at, expiresAt: new Date(at.getTime() + 30 * 86_400_000), dossierId: null, supplements: null,
      content: { answers: ANSWERS, screening: {}, assurance: 'none', borrowed: false, filedBy: 'self', delivery: { methods: ['electronic'], copies: 0 }, visited: ['xac-nhan', 'nguoi-yeu-cau', 'nguoi-duoc-cap', 'ho-so-goc', 'so-ban', 'giay-to', 'nhan-ket-qua'], owner: person, contact: { phone: person.phone } },
    });
    const submitted = await submitDraft(core.dossier, { scope, actor: { kind: 'guest', guestKey }, draftId, key: null, at });
    if (!submitted.ok) throw new Error(`a dossier was refused: ${JSON.stringify(submitted)}`);
    const dossierId = String(submitted.result['dossierId']);
    const loaded = await core.dossier.store.find(scope, dossierId);
    if (!loaded) throw new Error('the dossier is not there');
    const started = await startPayment({ payments, gateway: ours, ids: systemIds, siteUrl: house.config.publicUrl }, { scope, dossier: loaded, ip: '127.0.0.1', lang: 'vi', at });
    if (!started.ok) throw new Error(`a payment was refused: ${started.refusal.kind}`);
    if ((await fetch(started.value.url)).status !== 200) throw new Error('the gateway did not open the order');
    orders.push({ dossierId, txnRef: new URL(started.value.url).searchParams.get('vnp_TxnRef') ?? '', cookie: `${cookieNames(false).guest}=${encodeURIComponent(cookie)}` });
  };
  for (let made = 0; made < count; made += SIDE_BY_SIDE) await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, count - made) }, one));
  // Papers and messages of the submissions are another bench's load.
  await house.owner.query("DELETE FROM graphile_worker._private_jobs WHERE task_id IN (SELECT id FROM graphile_worker._private_tasks WHERE identifier NOT LIKE '%payment%')");
  return orders;
}
const SIDE_BY_SIDE = 8;

/** Evenly over the minute; a double stands at the moment of its first, the forged ones between. */
function planned(orders: readonly Order[], forged: ReadonlySet<Order>, doubled: number): readonly Call[] {
  // Forged ones stand first in the list of orders; a stride deals them out over the whole time.
  const dealt = orders.map((_, n) => orders[(n * STRIDE) % orders.length]!);
  const step = SECONDS * 1000 / (orders.length + doubled);
  const everyTrue = Math.floor((orders.length - forged.size) / doubled);
  const calls: Call[] = [];
  let [seen, left] = [0, doubled];
  for (const order of dealt) {
    const atMs = calls.length * step;
    if (forged.has(order)) { calls.push({ atMs, order, kind: 'forged' }); continue; }
    calls.push({ atMs, order, kind: 'true' });
    if (seen++ % everyTrue === 0 && left > 0) { left -= 1; calls.push({ atMs, order, kind: 'doubled' }); }
  }
  return calls;
}
/** no divisor of the number of orders */
const STRIDE = 1_009;

async function watch(port: number, order: Order, since: number): Promise<number> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/tra-tien/${order.dossierId}`, { headers: { cookie: order.cookie } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`the page of a payment was answered ${answer.status}`);
    const at = performance.now();
    if (/<h1[^>]*>[^<]*Đã nhận tiền/u.test(text)) return at - since;
    if (at - since > LONGEST_WAIT_MS) return at - since;
    await until(at + LOOK_EVERY_MS);
  }
}
const share = (values: readonly number[], part: number): number => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
const LONGEST_WAIT_MS = 120_000;
async function settled(house: House, wanted: number): Promise<number> { return reached(house, "SELECT count(*)::int AS n FROM payment_intent WHERE state = 'PAID' AND recorded_at IS NOT NULL", wanted); }
async function reached(house: House, text: string, wanted: number): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const { rows: [row] } = await house.owner.query<{ n: number }>(text);
    const seconds = (performance.now() - begun) / 1000;
    if ((row?.n ?? 0) >= wanted || seconds > LONGEST_WAIT_MS / 1000) return seconds;
    await until(performance.now() + 200);
  }
}
async function ledgers(house: House, gateway: PaymentGatewaySimulator): Promise<number> {
  const { rows } = await house.owner.query<{ txn_ref: string; transaction: string; amount: number }>("SELECT txn_ref, transaction, amount::int AS amount FROM payment_attempt WHERE state = 'paid' UNION ALL SELECT a.txn_ref, s.transaction, s.amount::int FROM payment_surplus s JOIN payment_attempt a ON a.id = s.attempt_id");
  const theirs = gateway.ledger().filter((one) => one.state === 'captured').map((one): BookLine => ({ txnRef: one.txnRef, transaction: one.transaction, taken: one.amount, givenBack: 0 }));
  const differences = compareBooks(rows.map((row) => ({ txnRef: row.txn_ref, transaction: row.transaction, taken: row.amount, givenBack: 0 })), theirs);
  if (differences[0]) process.stdout.write(`first difference: ${JSON.stringify(differences[0])}\n`);
  return differences.length;
}
const until = (at: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, Math.max(0, at - performance.now())); });
