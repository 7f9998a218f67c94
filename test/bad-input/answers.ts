import assert from 'node:assert/strict';
import type { Page } from '../support/browse.ts';

/** Words that tell a person nothing, and traces of the program's inside. */
const INSIDE = /\bat (?:async )?[\w.<>]+ \(|\/src\/|node_modules|TypeError|ReferenceError|SyntaxError|ZodError|PostgresError|\bsyntax error at\b|violates \w+ constraint|\[object Object\]|\bundefined\b|\bNaN\b/u;
const POOR = /Lỗi hệ thống|không hợp lệ|\binvalid\b|Invalid input|Unrecognized/iu;

/** Never 500, in Vietnamese, with a title and words, and nothing of the inside. */
export function noFault(page: Page): void {
  assert.notEqual(page.status, 500);
  assert.ok(page.h1.length > 3, `${page.status} ${page.url.pathname} has a title`);
  assert.ok(page.main.length > page.h1.length + 20, `${page.status} ${page.url.pathname} says more than its title: ${page.main}`);
  assert.match(page.main, /[ăâđêôơưàáạảãèéẹẻẽìíịỉĩòóọỏõùúụủũỳýỵỷỹ]/iu, 'in Vietnamese');
  const inside = INSIDE.exec(page.html) ?? POOR.exec(page.main);
  assert.equal(inside, null, `${page.url.pathname}: «${inside?.[0]}» …${page.html.slice(Math.max(0, (inside?.index ?? 0) - 100), (inside?.index ?? 0) + 100)}`);
}
