import { openErrands } from '../counterpart/errands.ts';
import { serveHere } from '../counterpart/serve-here.ts';
import { openLedger, type GatewayEntry } from './orders.ts';
import { closedPage, ledgerPage, payPage, refusedPage, STYLE } from './pages.ts';
import { queryText, requestIsSigned, sign, signedAnswer, signedQuery, stamp } from './protocol.ts';

/**
 * How the gateway tells the merchant of the next payments. The bad ways send what they are named for and keep the true message
 * to themselves, so that only a question (querydr) brings the truth to light.
 */
export type IpnWay = 'normal' | 'late' | 'double' | 'lost' | 'forged' | 'wrong-amount' | 'replay' | 'another-order' | 'another-merchant' | 'repeated';
const WAYS: Readonly<Record<IpnWay, string>> = {
  normal: 'gửi đúng, một lần', late: 'gửi muộn', double: 'gửi hai lần cùng lúc', lost: 'không gửi', forged: 'chữ ký giả', 'wrong-amount': 'số tiền sai (nhân 100)', replay: 'gửi lại nhiều lần sau khi đã nhận',
  'another-order': 'tráo sang đơn hàng khác', 'another-merchant': 'chữ ký thật của đơn vị khác', repeated: 'tham số lặp',
};
export interface GatewayBehaviour {
  readonly ipn: IpnWay;
  readonly lateMs: number;
  /** pause before a callback that was not answered 00 or 02 comes again */ readonly retryMs: number;
  readonly retries: number;
  /** takes money after the order's own end */ readonly ignoreExpiry: boolean;
  /** how questions are answered */ readonly api: 'normal' | 'silent' | 'broken' | 'rubbish' | 'forged';
}
export interface PaymentGatewayOptions {
  readonly port: number; readonly tmnCode: string; readonly secret: string; readonly merchant?: string;
  /** address of the merchant for callbacks; set later with `callTo` when its port is not known yet */ readonly ipnUrl?: string;
  readonly file?: string; readonly now?: () => Date; readonly behaviour?: Partial<GatewayBehaviour>;
}
export interface PaymentGatewaySimulator {
  readonly port: number; readonly url: string; readonly payUrl: string; readonly apiUrl: string; readonly tmnCode: string; readonly secret: string;
  ledger(): readonly GatewayEntry[];
  behave(change: Partial<GatewayBehaviour>): void;
  callTo(ipnUrl: string): void;
  /** decides an order as a person at the page would; answers where the browser is sent back to */ decide(txnRef: string, what: 'tra' | 'huy' | 'thieu'): string;
  /** the query string of the true callback of an order */ callbackOf(txnRef: string): string;
  /** sends one message to the merchant and answers its code */ call(query: string): Promise<string>;
  /** until every callback on its way has been answered */ idle(): Promise<void>;
  close(): Promise<void>;
}
const BODY_LIMIT = 16_384;

/** A payment gateway on this machine that speaks VNPAY 2.1.0: page, signed return, callback with retries, questions, refunds, and a ledger of its own. */
export async function startPaymentGateway(options: PaymentGatewayOptions): Promise<PaymentGatewaySimulator> {
  const { tmnCode, secret } = options;
  const now = options.now ?? (() => new Date());
  const ledger = openLedger(options.file ?? null);
  let behaviour: GatewayBehaviour = { ipn: 'normal', lateMs: 20_000, retryMs: 30_000, retries: 10, ignoreExpiry: false, api: 'normal', ...options.behaviour };
  let ipnUrl = options.ipnUrl ?? '';
  const errands = openErrands();

  // ── what the merchant and the browser are told ──────────────────────────────────────────────────────────────────
  const told = (entry: GatewayEntry): Record<string, string> => ({
    vnp_Amount: String(entry.amount * 100), vnp_BankCode: 'NCB', vnp_CardType: 'ATM', vnp_OrderInfo: entry.info, vnp_PayDate: entry.payDate, vnp_ResponseCode: entry.code, vnp_TmnCode: tmnCode,
    vnp_TransactionNo: entry.transaction, vnp_TransactionStatus: entry.status, vnp_TxnRef: entry.txnRef, ...(entry.state === 'captured' ? { vnp_BankTranNo: `VNP${entry.transaction}` } : {}),
  });
  async function call(query: string): Promise<string> {
    try {
      const response = await fetch(`${ipnUrl}?${query}`, { redirect: 'error', signal: AbortSignal.timeout(10_000) });
      return String(((await response.json()) as { RspCode?: unknown }).RspCode ?? `http-${response.status}`);
    } catch { return 'x'; }
  }
  async function deliver(txnRef: string, query: string, left: number): Promise<void> {
    const code = await call(query);
    const entry = ledger.get(txnRef);
    if (entry) ledger.change(txnRef, { answers: [...entry.answers, code].slice(-20) });
    if (code !== '00' && code !== '02' && left > 0 && !errands.ended()) errands.later(behaviour.retryMs, () => deliver(txnRef, query, left - 1));
  }
  function announce(entry: GatewayEntry): void {
    const fields = told(entry);
    const truth = signedQuery(secret, fields);
    const once = (query: string): void => errands.soon(deliver(entry.txnRef, query, 0));
    switch (behaviour.ipn) {
      case 'normal': errands.soon(deliver(entry.txnRef, truth, behaviour.retries)); return;
      case 'late': errands.later(behaviour.lateMs, () => deliver(entry.txnRef, truth, behaviour.retries)); return;
      case 'double': errands.soon(deliver(entry.txnRef, truth, behaviour.retries)); errands.soon(deliver(entry.txnRef, truth, behaviour.retries)); return;
      case 'replay': errands.soon((async () => { for (let n = 0; n < 4; n++) await deliver(entry.txnRef, truth, behaviour.retries); })()); return;
      case 'lost': return;
      case 'forged': once(`${queryText(fields)}&vnp_SecureHash=${sign('not-the-secret', queryText(fields))}`); return;
      case 'wrong-amount': once(signedQuery(secret, { ...fields, vnp_Amount: String(entry.amount * 10_000) })); return;
      case 'another-merchant': once(signedQuery('another-merchants-own-secret', { ...fields, vnp_TmnCode: 'OTHER001' })); return;
      case 'repeated': once(`${truth}&vnp_Amount=${entry.amount * 100}`); return;
      case 'another-order': {
        const other = ledger.all().find((one) => one.txnRef !== entry.txnRef && one.state === 'open')?.txnRef ?? `${entry.txnRef}X`;
        once(`${queryText({ ...fields, vnp_TxnRef: other })}&vnp_SecureHash=${sign(secret, queryText(fields))}`);
        once(signedQuery(secret, { ...fields, vnp_TxnRef: `${entry.txnRef}X` }));
      }
    }
  }
  function decide(txnRef: string, what: 'tra' | 'huy' | 'thieu'): string {
    const entry = ledger.get(txnRef);
    if (!entry) throw new Error(`no order ${txnRef}`);
    if (entry.state === 'open') {
      const paid = what === 'tra';
      const decided = ledger.put({ ...entry, state: paid ? 'captured' : what === 'huy' ? 'cancelled' : 'declined', code: paid ? '00' : what === 'huy' ? '24' : '51', status: paid ? '00' : '02', transaction: paid || what === 'thieu' ? String(ledger.nextNumber()) : '0', payDate: stamp(now()) });
      announce(decided);
    }
    return backOf(ledger.get(txnRef) ?? entry);
  }
  const backOf = (entry: GatewayEntry): string => `${entry.returnUrl}${entry.returnUrl.includes('?') ? '&' : '?'}${signedQuery(secret, told(entry))}`;

  // ── the page ────────────────────────────────────────────────────────────────────────────────────────────────────
  function openOrder(query: URLSearchParams): { status: number; body: string } {
    const fields = Object.fromEntries(query);
    const { vnp_SecureHash: given, ...rest } = fields;
    if (sign(secret, queryText(rest)) !== given) return { status: 400, body: refusedPage('Chữ ký của đơn hàng không khớp. Quay về nơi thu tiền và bấm lại.') };
    const amount = Number(rest['vnp_Amount']) / 100;
    if (rest['vnp_TmnCode'] !== tmnCode || rest['vnp_Version'] !== '2.1.0' || rest['vnp_CurrCode'] !== 'VND' || !Number.isSafeInteger(amount) || amount <= 0) return { status: 400, body: refusedPage('Đơn hàng thiếu thông tin.') };
    const known = ledger.get(rest['vnp_TxnRef'] ?? '');
    const entry = known ?? ledger.put({ txnRef: rest['vnp_TxnRef'] ?? '', amount, info: rest['vnp_OrderInfo'] ?? '', createDate: rest['vnp_CreateDate'] ?? '', expireDate: rest['vnp_ExpireDate'] ?? '', returnUrl: rest['vnp_ReturnUrl'] ?? '', state: 'open', code: '', status: '01', transaction: '', payDate: '', refunds: [], answers: [] });
    if (entry.state !== 'open') return { status: 200, body: closedPage(entry, backOf(entry), 'Giao dịch này đã kết thúc') };
    if (stamp(now()) > entry.expireDate && !behaviour.ignoreExpiry) return { status: 200, body: closedPage(entry, entry.returnUrl, 'Đơn hàng đã hết hạn') };
    return { status: 200, body: payPage(entry, options.merchant ?? 'Một Cửa (trình diễn)') };
  }

  // ── questions and refunds ───────────────────────────────────────────────────────────────────────────────────────
  function answerApi(body: string): { status: number; body: string } {
    if (behaviour.api === 'broken') return { status: 500, body: '' };
    if (behaviour.api === 'rubbish') return { status: 200, body: '<html>502 Bad Gateway</html>' };
    let fields: Record<string, string>;
    try { fields = JSON.parse(body) as Record<string, string>; } catch { return { status: 400, body: '{}' }; }
    const command = fields['vnp_Command'] === 'refund' ? 'refund' : 'querydr';
    const base = { vnp_ResponseId: `R${ledger.all().length}-${fields['vnp_RequestId'] ?? ''}`, vnp_Command: command, vnp_TmnCode: tmnCode, vnp_TxnRef: fields['vnp_TxnRef'] ?? '' };
    const say = (more: Record<string, string>): { status: number; body: string } => ({ status: 200, body: signedAnswer(behaviour.api === 'forged' ? 'not-the-secret' : secret, { ...base, ...more }) });
    if (!requestIsSigned(secret, command, fields)) return say({ vnp_ResponseCode: '97', vnp_Message: 'Invalid Signature' });
    const entry = ledger.get(fields['vnp_TxnRef'] ?? '');
    if (!entry) return say({ vnp_ResponseCode: '91', vnp_Message: 'Order not found' });
    const facts = { vnp_Amount: String(entry.amount * 100), vnp_BankCode: entry.state === 'open' ? '' : 'NCB', vnp_PayDate: entry.payDate, vnp_TransactionNo: entry.transaction, vnp_OrderInfo: entry.info };
    if (command === 'querydr') return say({ ...facts, vnp_ResponseCode: '00', vnp_Message: 'QueryDR Success', vnp_TransactionType: '01', vnp_TransactionStatus: entry.status });
    const amount = Number(fields['vnp_Amount']) / 100;
    if (entry.refunds.some((one) => one.requestId === fields['vnp_RequestId'])) return say({ ...facts, vnp_ResponseCode: '94', vnp_Message: 'Duplicate request' });
    const given = entry.refunds.reduce((sum, one) => sum + one.amount, 0);
    if (entry.state !== 'captured' || fields['vnp_TransactionNo'] !== entry.transaction || !Number.isSafeInteger(amount) || amount <= 0 || given + amount > entry.amount) return say({ ...facts, vnp_ResponseCode: '95', vnp_Message: 'Refund refused' });
    ledger.change(entry.txnRef, { refunds: [...entry.refunds, { requestId: fields['vnp_RequestId'] ?? '', amount, at: stamp(now()), transaction: String(ledger.nextNumber()) }] });
    return say({ ...facts, vnp_Amount: String(amount * 100), vnp_ResponseCode: '00', vnp_Message: 'Refund Success', vnp_TransactionType: fields['vnp_TransactionType'] ?? '02', vnp_TransactionStatus: '05' });
  }

  // ── the server ──────────────────────────────────────────────────────────────────────────────────────────────────
  const server = await serveHere({ port: options.port, bodyLimit: BODY_LIMIT, formsStayHere: false }, ({ method, url, body }, send) => {
    if (method === 'GET' || method === 'HEAD') {
      if (url.pathname === '/style.css') { send(200, 'text/css', STYLE); return; }
      if (url.pathname === '/paymentv2/vpcpay.html') { const { status, body: page } = openOrder(url.searchParams); send(status, 'text/html', page); return; }
      if (url.pathname === '/' || url.pathname === '/so-cai') { send(200, 'text/html', ledgerPage(ledger.all(), (Object.keys(WAYS) as IpnWay[]).map((key) => ({ key, words: WAYS[key], on: key === behaviour.ipn })))); return; }
      if (url.pathname === '/so-cai.json') { send(200, 'application/json', JSON.stringify(ledger.all())); return; }
      send(404, 'text/plain', 'Không có trang này');
      return;
    }
    if (url.pathname === '/merchant_webapi/api/transaction') {
      if (behaviour.api === 'silent') return;
      const { status, body: answer } = answerApi(body);
      send(status, 'application/json', answer);
      return;
    }
    const form = new URLSearchParams(body);
    if (url.pathname === '/paymentv2/quyet-dinh') {
      const what = form.get('lam');
      const entry = ledger.get(form.get('ref') ?? '');
      if (!entry || (what !== 'tra' && what !== 'huy' && what !== 'thieu')) { send(400, 'text/html', refusedPage('Không có đơn hàng này.')); return; }
      send(303, 'text/plain', '', { location: decide(entry.txnRef, what) });
      return;
    }
    if (url.pathname === '/cong-tac') {
      const way = form.get('ipn') ?? '';
      if (way in WAYS) behaviour = { ...behaviour, ipn: way as IpnWay };
      send(303, 'text/plain', '', { location: '/so-cai' });
      return;
    }
    send(404, 'text/plain', 'Không có trang này');
  });
  const { port } = server;
  const url = `http://localhost:${port}`;
  return {
    port, url, payUrl: `${url}/paymentv2/vpcpay.html`, apiUrl: `http://127.0.0.1:${port}/merchant_webapi/api/transaction`, tmnCode, secret,
    ledger: ledger.all, decide, call,
    behave(change) { behaviour = { ...behaviour, ...change }; },
    callTo(to) { ipnUrl = to; },
    callbackOf(txnRef) { const entry = ledger.get(txnRef); if (!entry) throw new Error(`no order ${txnRef}`); return signedQuery(secret, told(entry)); },
    idle: () => errands.idle(behaviour.retryMs < 1_000),
    async close() { await errands.end(); await server.close(); },
  };
}
