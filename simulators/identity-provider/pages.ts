import type { DemoPerson } from './people.ts';

const escape = (text: string): string => text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --line: #8a8a8a; --soft: #f3f3f0; --mark: #8f1414; --link: #0b4a8f; }
@media (prefers-color-scheme: dark) { :root { --ink: #f1f1ee; --paper: #17181a; --line: #8d8f93; --soft: #24262a; --mark: #ff9d8f; --link: #9cc8ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.125rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
header { border-bottom: 4px solid var(--mark); padding: .75rem 1rem; font-weight: 600; }
main { max-width: 40rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.4; margin: 1rem 0 .5rem; }
.note { border-left: 4px solid var(--mark); background: var(--soft); padding: .75rem 1rem; }
ul { list-style: none; margin: 1rem 0; padding: 0; }
li { margin: 0 0 .75rem; }
button { font: inherit; color: inherit; width: 100%; text-align: left; cursor: pointer; background: var(--paper); border: 2px solid var(--line); border-radius: 4px; padding: .75rem 1rem; min-height: 3rem; }
button:hover { background: var(--soft); }
button:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
button strong { font-size: 1.2rem; }
.tag { border: 1px solid var(--mark); color: var(--mark); border-radius: 3px; padding: 0 .4rem; font-size: .9rem; white-space: nowrap; }
.small { display: block; font-size: 1rem; overflow-wrap: anywhere; }
.plain { width: auto; }
`;

function frame(title: string, body: string): string {
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><link rel="stylesheet" href="/style.css"></head>
<body><header>Định danh điện tử – bản thử nghiệm</header><main>${body}</main></body></html>`;
}
export const style = (): string => STYLE;

export function choosePage(uid: string, asker: string, people: readonly DemoPerson[]): string {
  const rows = people.map((person) => `<li><button name="person" value="${escape(person.subject)}"><strong>${escape(person.name)}</strong> <span class="tag">thử nghiệm</span>
<span class="small">${escape(person.about.vi)} · số ${escape(person.personalId)} · mức ${person.level}</span></button></li>`).join('\n');
  return frame('Anh/chị đăng nhập là ai?', `<h1>Anh/chị đăng nhập là ai?</h1>
<p class="note">Đây là trang giả lập trên máy này để chạy thử, không phải VNeID. Những người dưới đây không có thật, nên không cần mật khẩu. <span lang="en">This page simulates the national identity provider; the people are invented.</span></p>
<p>Chọn tên là đồng ý cho <strong>${escape(asker)}</strong> biết họ tên, số định danh, ngày sinh, giới tính, địa chỉ, điện thoại và thư điện tử của người đó.</p>
<form method="post" action="/interaction/${escape(uid)}/login"><ul>${rows}</ul></form>
<form method="post" action="/interaction/${escape(uid)}/cancel"><button class="plain">Không đăng nhập, quay lại</button></form>`);
}

export const problemPage = (title: string, text: string): string => frame(title, `<h1>${escape(title)}</h1><p>${escape(text)}</p>`);
