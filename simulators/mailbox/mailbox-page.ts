import type { SinkMail } from '../mail-sink/mail-sink.ts';
import type { SmsMessage, WrittenSms } from '../sms-centre/sms-centre.ts';

export interface Written extends WrittenSms { readonly at: Date }
export interface MailboxView { readonly mail: readonly SinkMail[]; readonly sms: readonly SmsMessage[]; readonly written: readonly Written[]; /** null: nothing can be written */ readonly shortNumber: string | null; readonly from: string }

/** texts that stand open; older ones and the words of letters unfold, so that the page stays short on a telephone */
const NEWEST = 20;

export const STYLE = `:root{color-scheme:light dark;font:1.125rem/1.5 system-ui,sans-serif}
body{max-width:44rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}h2{margin-top:2rem}h3{font-size:1.0625rem;margin:.75rem 0 0}
nav a{display:inline-block;padding:.6rem .9rem .6rem 0;min-height:2.75rem;box-sizing:border-box}
article{border:1px solid #888;border-radius:.4rem;padding:.25rem 1rem 1rem;margin:1rem 0}
article.in{border-style:dashed;margin-left:1.5rem}
pre{white-space:pre-wrap;font:inherit;margin:.5rem 0 0}
small{opacity:.85}
summary{padding:.6rem 0;font-weight:600;cursor:pointer}
form{border:2px solid #888;border-radius:.4rem;padding:1rem}
label{display:block;font-weight:600;margin-top:.75rem}label small{display:block;font-weight:400}
input,textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;min-height:2.75rem;margin-top:.25rem}
button{font:inherit;font-weight:600;padding:.6rem 1.25rem;min-height:2.75rem;margin-top:1rem}`;

export function mailboxPage(view: MailboxView): string {
  const { mail, sms, written } = view;
  const texts = [...sms.map((one) => ({ at: one.receivedAt, html: outgoing(one) })), ...written.map((one) => ({ at: one.at, html: incoming(one) }))].reverse().sort((a, b) => b.at.getTime() - a.at.getTime());
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Hộp thư trình diễn</title><link rel="stylesheet" href="/style.css"></head><body>
<h1>Hộp thư trình diễn</h1>
<p>Bản dùng thử không gửi tin nhắn và thư ra ngoài. Mọi tin đã gửi hiện ở đây, tin mới ở trên. Tải lại trang để xem tin mới hơn.</p>
<nav><a href="#sms">Tin nhắn (${texts.length})</a> <a href="#thu">Thư (${mail.length})</a> <a href="/${view.from ? `?so=${view.from}` : ''}">Tải lại</a></nav>
${view.shortNumber === null ? '' : telephone(view.shortNumber, view.from)}
<h2 id="sms">Tin nhắn SMS</h2>
${texts.length === 0 ? '<p>Chưa có tin nhắn nào.</p>' : texts.slice(0, NEWEST).map((one) => one.html).join('\n')}
${texts.length > NEWEST ? `<details><summary>Tin cũ hơn (${texts.length - NEWEST})</summary>${texts.slice(NEWEST).map((one) => one.html).join('\n')}</details>` : ''}
<h2 id="thu">Thư điện tử</h2>
${mail.length === 0 ? '<p>Chưa có thư nào.</p>' : mail.toReversed().map((one) => `<article><details><summary>${escape(one.subject)}</summary><p><small>Từ ${escape(one.from)} đến ${escape(one.to)} lúc ${moment(one.receivedAt)}${repeated(one.repeats)}</small></p><pre>${linked(one.text)}</pre></details></article>`).join('\n')}
</body></html>`;
}

const telephone = (shortNumber: string, from: string): string => `<form method="post" action="/nhan">
<h2>Nhắn tới ${escape(shortNumber)}</h2>
<p>Như từ điện thoại phím bấm: hỏi hồ sơ đến đâu.</p>
<label for="so">Số điện thoại của người nhắn <small>Mười chữ số, ví dụ 0912345678</small></label><input id="so" name="so" inputmode="tel" autocomplete="off" required value="${escape(from.replace(/^84/u, '0'))}">
<label for="tin">Tin nhắn <small>Ví dụ: HS T-7K4Q-2M9X K7PM2QX4, hoặc chỉ HS để xem cách hỏi</small></label><textarea id="tin" name="tin" rows="2">HS </textarea>
<button>Gửi tin</button></form>`;
const outgoing = (one: SmsMessage): string => `<article><h3>Đến ${escape(one.to)}</h3><p><small>Từ ${escape(one.from)} lúc ${moment(one.receivedAt)} · ${one.text.length} ký tự${one.parts > 1 ? `, ${one.parts} phần` : ''}${repeated(one.repeats)}</small></p><pre>${linked(one.text)}</pre></article>`;
const incoming = (one: Written): string => `<article class="in"><h3>${escape(one.from)} nhắn tới ${escape(one.to)}</h3><p><small>lúc ${moment(one.at)}</small></p><pre>${escape(one.text)}</pre></article>`;
const repeated = (times: number): string => (times > 0 ? ` · gửi lặp ${times} lần, đã nhận ra` : '');
const escape = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;').replace(/'/gu, '&#39;');
const linked = (text: string): string => text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/u).map((part, index) => (index % 2 === 1 ? `<a href="${escape(part)}">${escape(part)}</a>` : escape(part))).join('');
const moment = (at: Date): string => new Date(at.getTime() + 7 * 3_600_000).toISOString().replace(/^(\d+)-(\d+)-(\d+)T(\d+:\d+:\d+).*$/u, '$4 ngày $3/$2/$1');
