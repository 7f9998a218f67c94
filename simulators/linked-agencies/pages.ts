import { escape } from '../counterpart/escape.ts';

interface Shown { readonly partner: string; readonly title: string; readonly way: string; readonly requests: readonly { readonly reference: string; readonly part: string; readonly dossier: string; readonly at: string; readonly sent: number; readonly state: string; readonly number: string }[] }
const STATES: Readonly<Record<string, string>> = { accepted: 'đã nhận', verifying: 'đang xác minh', done: 'xong', refused: 'từ chối' };

const DOCTYPE = '<!doctype html>';
export const STYLE = 'body{font:16px/1.5 system-ui,sans-serif;margin:1rem auto;max-width:60rem;padding:0 1rem;color:#1a1a1a;background:#fff}h1{font-size:1.4rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem;border-bottom:1px solid #ccc;vertical-align:top}form{margin:.5rem 0 1.5rem}select,button{font:inherit;min-height:44px;padding:.3rem .6rem}.cuon{overflow-x:auto}';
/** The agencies' books, and how each shall behave next. */
export function agencyPage(shown: readonly Shown[], ways: Readonly<Record<string, string>>): string {
  const sections = shown.map((one) => `<section><h2>${escape(one.title)}</h2>
<form method="post" action="/${escape(one.partner)}/cach"><label>Với yêu cầu tới: <select name="cach">${Object.entries(ways).map(([way, words]) => `<option value="${escape(way)}"${way === one.way ? ' selected' : ''}>${escape(words)}</option>`).join('')}</select></label> <button>Đặt</button></form>
${one.requests.length === 0 ? '<p>Chưa có yêu cầu nào.</p>' : `<div class="cuon"><table><thead><tr><th>Số</th><th>Hồ sơ</th><th>Việc</th><th>Lúc</th><th>Lần gửi</th><th>Kết quả</th></tr></thead><tbody>${one.requests.toReversed().map((request) => `<tr><td>${escape(request.reference)}</td><td>${escape(request.dossier)}</td><td>${escape(request.part)}</td><td>${escape(request.at)}</td><td>${request.sent}</td><td>${escape(STATES[request.state] ?? request.state)}${request.state === 'done' ? ` ${escape(request.number)}` : ''}</td></tr>`).join('')}</tbody></table></div>`}</section>`).join('\n');
  return `${DOCTYPE}<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Cơ quan liên thông (mô phỏng)</title><link rel="stylesheet" href="/kieu.css"><h1>Cơ quan liên thông (mô phỏng)</h1><p>Chỉ có trong bản trình diễn: đóng vai cơ quan khác để thử liên thông.</p>${sections}</html>`;
}
