import { escape } from '../counterpart/escape.ts';
import type { GatewayEntry } from './orders.ts';

export const dong = (amount: number): string => `${String(amount).replace(/\B(?=(\d{3})+(?!\d))/gu, '.')} đ`;

export const STYLE = `:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--line:#767676;--soft:#f1f1ee;--mark:#0b4a8f}
@media (prefers-color-scheme:dark){:root{--ink:#f1f1ee;--paper:#17181a;--line:#8d8f93;--soft:#24262a;--mark:#9cc8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
header{border-bottom:4px solid var(--mark);padding:.75rem 1rem;font-weight:600}
main{max-width:60rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;line-height:1.4;margin:1rem 0 .5rem}
.note{border-left:4px solid var(--mark);background:var(--soft);padding:.75rem 1rem}
.sum{font-size:1.8rem;font-weight:700;font-variant-numeric:tabular-nums}
dt{font-weight:600}dd{margin:0 0 .5rem}
button{font:inherit;color:inherit;cursor:pointer;background:var(--paper);border:2px solid var(--line);border-radius:4px;padding:.6rem 1rem;min-height:3rem;margin:0 .5rem .5rem 0}
button.go{background:var(--mark);color:var(--paper);border-color:var(--mark);font-weight:700}
button:focus-visible,a:focus-visible,select:focus-visible{outline:3px solid var(--mark);outline-offset:2px}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:1rem}th,td{border:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}
select{font:inherit;min-height:3rem;max-width:100%}`;

const frame = (title: string, body: string): string => `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><link rel="stylesheet" href="/style.css"></head>
<body><header>Cổng thanh toán mô phỏng</header><main><h1>${escape(title)}</h1>${body}</main></body></html>`;

export function payPage(entry: GatewayEntry, merchant: string): string {
  return frame('Trả tiền', `<p class="note">Trang này giả lập cổng thanh toán để chạy thử trên máy này. Không có tiền thật, không phải gõ số thẻ. <span lang="en">This page simulates a payment gateway; no real money moves.</span></p>
<p class="sum">${dong(entry.amount)}</p>
<dl><dt>Nội dung</dt><dd>${escape(entry.info)}</dd><dt>Đơn vị thu</dt><dd>${escape(merchant)}</dd><dt>Mã đơn hàng</dt><dd>${escape(entry.txnRef)}</dd></dl>
<form method="post" action="/paymentv2/quyet-dinh"><input type="hidden" name="ref" value="${escape(entry.txnRef)}">
<button class="go" name="lam" value="tra">Trả tiền</button><button name="lam" value="huy">Hủy, không trả</button><button name="lam" value="thieu">Thử: tài khoản không đủ tiền</button></form>`);
}
export const closedPage = (entry: GatewayEntry, back: string, why: string): string => frame(why, `<p>Đơn hàng ${escape(entry.txnRef)}, ${dong(entry.amount)}.</p><p><a href="${escape(back)}">Quay về nơi thu tiền</a></p>`);
export const refusedPage = (why: string): string => frame('Không mở được đơn hàng', `<p>${escape(why)}</p>`);

const STATES: Readonly<Record<GatewayEntry['state'], string>> = { open: 'chờ trả', captured: 'đã thu', declined: 'không thành', cancelled: 'khách hủy' };
export function ledgerPage(entries: readonly GatewayEntry[], switches: readonly { readonly key: string; readonly words: string; readonly on: boolean }[]): string {
  const captured = entries.filter((one) => one.state === 'captured');
  const taken = captured.reduce((sum, one) => sum + one.amount, 0);
  const back = entries.reduce((sum, one) => sum + one.refunds.reduce((all, refund) => all + refund.amount, 0), 0);
  return frame('Sổ cái của cổng', `<p>Đã thu ${captured.length} giao dịch, ${dong(taken)}; đã hoàn ${dong(back)}; còn ${dong(taken - back)}.</p>
<h2>Cổng cư xử thế nào với thông báo tiếp theo</h2>
<form method="post" action="/cong-tac"><label>Thông báo <select name="ipn">${switches.map((one) => `<option value="${one.key}"${one.on ? ' selected' : ''}>${escape(one.words)}</option>`).join('')}</select></label> <button>Đặt</button></form>
<h2>Đơn hàng</h2>
${entries.length === 0 ? '<p>Chưa có đơn hàng nào.</p>' : `<div class="wide" role="region" aria-label="Đơn hàng" tabindex="0"><table><thead><tr><th>Đơn hàng</th><th>Nội dung</th><th>Số tiền</th><th>Tình trạng</th><th>Số giao dịch</th><th>Nơi thu đã trả lời</th></tr></thead><tbody>${[...entries].reverse().map((one) => `<tr><td>${escape(one.txnRef)}</td><td>${escape(one.info)}</td><td class="n">${dong(one.amount)}</td><td>${STATES[one.state]}${one.refunds.length > 0 ? `, đã hoàn ${dong(one.refunds.reduce((sum, refund) => sum + refund.amount, 0))}` : ''}</td><td>${escape(one.transaction)}</td><td>${escape(one.answers.join(' ')) || '–'}</td></tr>`).join('')}</tbody></table></div>`}`);
}
