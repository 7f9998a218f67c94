import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readImports, relativeTo, resolveFrom, withoutComments } from './imports.ts';
import { fenceCircles, fenceLayers, fenceWorker } from './layers.ts';
import { fenceLibraries, fenceUnusedPackages } from './libraries.ts';
import { fencePurity } from './purity.ts';
import { fenceRefusals } from './refusals.ts';
import { fenceMentions, fenceShape } from './shape.ts';
import { fenceMigrations, fenceTables } from './tables.ts';
import { show, type Fence, type SourceFile } from './tree.ts';
import { fenceWords } from './words.ts';

/** Fences that never bite are decoration. A small tree is planted with what they exist against, and each bite is seen. */
const migrations: readonly SourceFile[] = [
  { path: 'migrations/0030_dossier.sql', text: '-- expand: runs beside the previous version\nCREATE TABLE dossier (id uuid);\nCREATE TABLE dossier_event (id uuid);\nCREATE FUNCTION dossier_append(p jsonb) RETURNS void LANGUAGE sql AS $$ SELECT 1 $$;\n' },
  { path: 'migrations/0042_notice.sql', text: '-- expand: runs beside the previous version\nCREATE TABLE notice_message (id uuid);\n' },
];
const file = (path: string, ...lines: readonly string[]): SourceFile => ({ path, text: `${lines.join('\n')}\n` });
const clean = (path: string): SourceFile => file(path, 'export const nothing = 1;');

interface Planted { readonly what: string; readonly fence: Fence; readonly files: readonly SourceFile[]; readonly at: string; readonly says: RegExp; readonly instead: RegExp }
const layer = (what: string, path: string, line: string, says: RegExp, instead: RegExp): Planted => ({ what, fence: fenceLayers, files: [file(path, '// first line', line)], at: `${path}:2`, says, instead });

const PLANTED: readonly Planted[] = [
  layer('up', 'src/modules/dossier/use-cases/tell.ts', "import { sendNotice } from '../../notice/index.ts';", /dossier \(rank 3\) imports up, notice \(rank 4\)/u, /reactions\.ts/u),
  layer('sideways', 'src/modules/notice/domain/plan.ts', "import type { Step } from '../../workflow/domain/index.ts';", /side by side \(rank 4\)/u, /ports\.ts/u),
  layer('past the door of a lower module', 'src/modules/dossier/use-cases/submit.ts', "import { due } from '../../calendar/domain/due.ts';", /entered by its doors/u, /'\.\.\/\.\.\/calendar\/domain\/index\.ts'/u),
  layer('a store that takes the whole door', 'src/modules/dossier/store/rows.ts', "import { calendarStore } from '../../calendar/index.ts';", /only the rules of a lower module/u, /'\.\.\/\.\.\/calendar\/domain\/index\.ts'/u),
  layer('rules that know the store', 'src/modules/fee/domain/rule.ts', "import { rows } from '../store/fee-store.ts';", /domain does not import store/u, /ports\.ts/u),
  layer('a use-case that knows its store', 'src/modules/fee/use-cases/collect.ts', "export { rows } from '../store/fee-store.ts';", /use-cases does not import store/u, /ports\.ts/u),
  layer('a use-case that knows the platform', 'src/modules/fee/use-cases/collect.ts', "import type { Database } from '../../../platform/postgres/database.ts';", /use-cases does not import platform/u, /ports\.ts/u),
  layer('a page that asks the database', 'src/modules/fee/web/page.tsx', "import { sql } from '../../../platform/postgres/database.ts';", /web uses only platform\/http/u, /use-case/u),
  layer('a page that takes the store', 'src/modules/fee/web/page.tsx', "const late = await import('../store/fee-store.ts');", /web does not import store/u, /wiring/u),
  layer('a module that picks its adapter', 'src/modules/notice/jobs/send.ts', "import { smtpSender } from '../../../adapters/mail-smtp/mail-smtp.ts';", /knows no adapter/u, /wiring chooses/u),
  layer('a module that reaches for wiring', 'src/modules/fee/web/page.tsx', "import { POLICY } from '../../../wiring/policy.ts';", /only the entry points import wiring/u, /parameter/u),
  layer('a module that enters by its own front door', 'src/modules/fee/use-cases/collect.ts', "import { rule } from '../index.ts';", /own house/u, /the file itself/u),
  layer('a module that enters by its own door of pages', 'src/modules/fee/web/page.tsx', "import { feeRoutes } from './index.ts';", /own house/u, /the file itself/u),
  layer('a door that shows pages', 'src/modules/fee/index.ts', "export { feeRoutes } from './web/routes.ts';", /the worker uses shows no pages/u, /src\/modules\/fee\/web\/index\.ts/u),
  layer('a job that takes a page', 'src/modules/dossier/jobs/tell.ts', "import { catalogRoutes } from '../../catalog/web/index.ts';", /jobs shows no pages/u, /the page in web\//u),
  layer('a page past the door of a lower module', 'src/modules/dossier/web/page.tsx', "import { FormFields } from '../../eform/web/form-fields.tsx';", /entered by its doors/u, /'\.\.\/\.\.\/eform\/web\/index\.ts'/u),
  { what: 'a worker that loads a page', fence: fenceWorker, files: [file('src/worker.ts', "import { run } from './wiring/worker-process.ts';"), file('src/wiring/worker-process.ts', "import type { Page } from '../modules/fee/web/index.ts';", "import { tell } from './notice-source.ts';"), file('src/wiring/notice-source.ts', '', "import { words } from '../modules/fee/web/index.ts';")], at: 'src/wiring/notice-source.ts:2', says: /the worker would load a page/u, instead: /routes\.ts/u },
  layer('an adapter that knows the rules', 'src/adapters/mail-smtp/mail-smtp.ts', "import { budget } from '../../modules/notice/domain/index.ts';", /only the ports/u, /'\.\.\/\.\.\/modules\/notice\/ports\.ts'/u),
  layer('an adapter that knows another', 'src/adapters/mail-smtp/mail-smtp.ts', "import { link } from '../sms-smpp/smpp-link.ts';", /no other adapter/u, /platform/u),
  layer('ui that knows a module', 'src/ui/components/fee-card/fee-card.tsx', "import { total } from '../../../modules/fee/domain/index.ts';", /ui imports only shared and ui/u, /props/u),
  layer('ui that knows the platform', 'src/ui/layouts/citizen.tsx', "import type { View } from '../../platform/http/route.ts';", /ui imports only shared and ui/u, /props/u),
  layer('an example that knows a module', 'src/ui/components/fee-card/fee-card.examples.tsx', "import { total } from '../../../modules/fee/domain/index.ts';", /ui imports only/u, /props/u),
  layer('platform with a product word', 'src/platform/http/server.ts', "import { submit } from '../../modules/dossier/index.ts';", /no product word/u, /parameter/u),
  layer('shared that leans on others', 'src/shared/money.ts', "import { hash } from '../platform/crypto/seal.ts';", /shared imports nothing/u, /pure/u),
  layer('an entry point with work of its own', 'src/web.ts', "import { createServer } from './platform/http/server.ts';", /starts wiring and nothing else/u, /wiring/u),
  layer('somebody who imports an entry point', 'src/wiring/routes.ts', "import '../web.ts';", /nobody imports an entry point/u, /wiring/u),
  layer('wiring that climbs through a window', 'src/wiring/routes.ts', "import { rows } from '../modules/fee/store/fee-store.ts';", /entered by its doors/u, /'\.\.\/modules\/fee\/index\.ts'/u),
  layer('a product that talks to a simulator', 'src/modules/notice/jobs/send.ts', "import { startSmsCentre } from '../../../../simulators/sms-centre/sms-centre.ts';", /only wiring starts simulators/u, /port/u),
  layer('a product that knows its tests', 'src/modules/fee/store/fee-store.ts', "import { openTestDatabase } from '../../../../test/support/database.ts';", /does not import its tests/u, /where it is used/u),
  layer('a test that reaches up', 'src/modules/fee/domain/rule.test.ts', "import { submit } from '../../dossier/index.ts';", /reaches? up|does not reach up/u, /test\/journeys/u),
  layer('a test that climbs through a window', 'src/modules/dossier/domain/submit.test.ts', "import { due } from '../../calendar/domain/due.ts';", /by tests too/u, /calendar\/index\.ts/u),
  layer('a module without rank', 'src/modules/weather/use-cases/rain.ts', "import { due } from '../../calendar/domain/index.ts';", /has no rank/u, /decision record/u),
  { what: 'a circle', fence: fenceCircles, files: [file('src/shared/a.ts', "import { b } from './b.ts';"), file('src/shared/b.ts', "export { a } from './a.ts';")], at: 'src/shared/b.ts:1', says: /a circle of imports: src\/shared\/a\.ts → src\/shared\/b\.ts → src\/shared\/a\.ts/u, instead: /a file of its own/u },
  { what: 'rules with a clock', fence: fencePurity, files: [file('src/modules/calendar/domain/due.ts', 'export const late = (due: Date): boolean => due.getTime() < Date.now();')], at: 'src/modules/calendar/domain/due.ts:1', says: /Date\.now/u, instead: /Clock/u },
  { what: 'rules with today', fence: fencePurity, files: [file('src/modules/calendar/domain/due.ts', '', 'const today = new Date();')], at: 'src/modules/calendar/domain/due.ts:2', says: /without argument/u, instead: /Clock/u },
  { what: 'rules with dice', fence: fencePurity, files: [file('src/shared/id.ts', 'export const id = (): string => crypto.randomUUID();')], at: 'src/shared/id.ts:1', says: /randomness/u, instead: /Ids/u },
  { what: 'a use-case with dice', fence: fencePurity, files: [file('src/modules/fee/use-cases/draw.ts', 'export const lot = (): number => Math.random();')], at: 'src/modules/fee/use-cases/draw.ts:1', says: /Math\.random/u, instead: /Ids/u },
  { what: 'rules with node', fence: fencePurity, files: [file('src/modules/fee/domain/rule.ts', "import { createHash } from 'node:crypto';")], at: 'src/modules/fee/domain/rule.ts:1', says: /no package and no node: node:crypto/u, instead: /ports\.ts/u },
  { what: 'rules with a package', fence: fencePurity, files: [file('src/modules/fee/ports.ts', "import type { ZodType } from 'zod';")], at: 'src/modules/fee/ports.ts:1', says: /no package/u, instead: /ports\.ts/u },
  { what: 'a use-case that reads the disk', fence: fencePurity, files: [file('src/modules/fee/use-cases/collect.ts', "import { readFileSync } from 'node:fs';")], at: 'src/modules/fee/use-cases/collect.ts:1', says: /imports no node:fs/u, instead: /ports\.ts/u },
  { what: 'rules that ask the environment', fence: fencePurity, files: [file('src/modules/fee/domain/rule.ts', "export const free = process.env['FREE'] === '1';")], at: 'src/modules/fee/domain/rule.ts:1', says: /process/u, instead: /parameter/u },
  { what: 'a package away from home', fence: fenceLibraries, files: [file('src/modules/fee/store/fee-store.ts', "import pg from 'pg';")], at: 'src/modules/fee/store/fee-store.ts:1', says: /package pg is used in/u, instead: /go through/u },
  { what: 'a package from nowhere', fence: fenceLibraries, files: [file('src/wiring/routes.ts', "import chunk from 'lodash/chunk';")], at: 'src/wiring/routes.ts:1', says: /package lodash has no place/u, instead: /home/u },
  { what: 'a package for nothing', fence: fenceUnusedPackages, files: [file('package.json', '{', '"dependencies": {', '"left-pad": "1.0.0"', '} }')], at: 'package.json:3', says: /nothing imports left-pad/u, instead: /take it out/u },
  { what: 'another module\'s table', fence: fenceTables, files: [...migrations, file('src/modules/notice/store/outbox.ts', "const text = 'SELECT body FROM dossier_event WHERE dossier_id = $1';")], at: 'src/modules/notice/store/outbox.ts:1', says: /notice touches dossier_event/u, instead: /v_…/u },
  { what: 'another module\'s table with a plain name', fence: fenceTables, files: [...migrations, file('src/modules/notice/store/outbox.ts', 'const text = `SELECT code', '  FROM dossier WHERE id = $1`;')], at: 'src/modules/notice/store/outbox.ts:2', says: /notice touches dossier/u, instead: /ask dossier/u },
  { what: 'wiring that writes tables', fence: fenceTables, files: [...migrations, file('src/wiring/jobs.ts', "const text = 'DELETE FROM notice_message';")], at: 'src/wiring/jobs.ts:1', says: /wiring touches notice_message/u, instead: /ask notice/u },
  { what: 'an unpublished function', fence: fenceTables, files: [...migrations, file('src/modules/notice/store/outbox.ts', "const text = 'SELECT dossier_append($1)';")], at: 'src/modules/notice/store/outbox.ts:1', says: /notice touches dossier_append/u, instead: /published function/u },
  { what: 'SQL outside the store', fence: fenceTables, files: [...migrations, file('src/modules/dossier/web/list.tsx', "const text = 'SELECT id FROM dossier_event';")], at: 'src/modules/dossier/web/list.tsx:1', says: /SQL stands in store\/ only/u, instead: /src\/modules\/dossier\/store\//u },
  { what: 'a table under another\'s name', fence: fenceMigrations, files: [file('migrations/0050_report.sql', '-- expand: new', 'CREATE TABLE figures (id int);')], at: 'migrations/0050_report.sql:2', says: /figures does not carry its module's name/u, instead: /report_figures/u },
  { what: 'a migration that keeps quiet', fence: fenceMigrations, files: [file('migrations/0050_report.sql', 'CREATE TABLE report_figures (id int);')], at: 'migrations/0050_report.sql:1', says: /first line says/u, instead: /-- expand/u },
  { what: 'a migration of nobody', fence: fenceMigrations, files: [file('migrations/0050_stuff.sql', '-- expand: new', 'CREATE TABLE stuff (id int);')], at: 'migrations/0050_stuff.sql:1', says: /belongs to one module/u, instead: /<module>/u },
  { what: 'a migration in another\'s house', fence: fenceMigrations, files: [...migrations, file('migrations/0050_report.sql', '-- expand: new', 'UPDATE notice_message SET id = id;')], at: 'migrations/0050_report.sql:2', says: /report touches notice_message/u, instead: /ask notice/u },
  { what: 'a module without papers', fence: fenceShape, files: [clean('src/modules/fee/domain/rule.ts'), clean('src/modules/fee/index.ts')], at: 'src/modules/fee:1', says: /has no README\.md/u, instead: /what it owns/u },
  { what: 'rules without a door', fence: fenceShape, files: [clean('src/modules/fee/README.md'), clean('src/modules/fee/domain/rule.ts'), clean('src/modules/fee/index.ts')], at: 'src/modules/fee:1', says: /rules without a door/u, instead: /domain\/index\.ts/u },
  { what: 'pages without a door', fence: fenceShape, files: [clean('src/modules/fee/README.md'), clean('src/modules/fee/web/page.tsx'), clean('src/modules/fee/index.ts')], at: 'src/modules/fee:1', says: /pages without a door/u, instead: /web\/index\.ts/u },
  { what: 'a folder that no module has', fence: fenceShape, files: [clean('src/modules/fee/README.md'), clean('src/modules/fee/index.ts'), clean('src/modules/fee/services/pay.ts')], at: 'src/modules/fee/services/pay.ts:1', says: /a module has no services/u, instead: /use-cases/u },
  { what: 'a name that says nothing', fence: fenceShape, files: [clean('src/platform/http/url-utils.ts')], at: 'src/platform/http/url-utils.ts:1', says: /named for what it does/u, instead: /url-utils/u },
  { what: 'a name in capitals', fence: fenceShape, files: [clean('src/ui/components/FeeCard.tsx')], at: 'src/ui/components/FeeCard.tsx:1', says: /lower case with dashes/u, instead: /fee-card\.tsx/u },
  { what: 'a file that is two', fence: fenceShape, files: [{ path: 'src/shared/all.ts', text: 'export {};\n'.repeat(301) }], at: 'src/shared/all.ts:1', says: /301 lines/u, instead: /usually two/u },
  { what: 'unfinished work', fence: fenceMentions, files: [file('src/shared/money.ts', '', '// TODO: round')], at: 'src/shared/money.ts:2', says: /unfinished: TODO/u, instead: /finish it/u },
  { what: 'a trace of the workshop', fence: fenceMentions, files: [file('docs/operate/start.md', 'See /work/main and shared/domain.')], at: 'docs/operate/start.md:1', says: /somebody's machine/u, instead: /without/u },
  { what: 'a document that is not here', fence: fenceMentions, files: [file('src/shared/money.ts', '// rounding: handbook.md')], at: 'src/shared/money.ts:1', says: /names handbook\.md/u, instead: /article/u },
  { what: 'a forbidden word', fence: fenceWords, files: [file('src/modules/fee/web/words.ts', "export const W = { gone: t('Kính chào quý khách', 'Hello') };")], at: 'src/modules/fee/web/words.ts:1', says: /quý khách/u, instead: /anh\/chị/u },
  { what: 'an exclamation mark', fence: fenceWords, files: [file('src/modules/fee/web/words.ts', "export const W = { paid: t('Đã nộp phí!', 'Paid') };")], at: 'src/modules/fee/web/words.ts:1', says: /exclamation/u, instead: /calmly/u },
  { what: 'an error that blames', fence: fenceWords, files: [file('src/modules/fee/web/page.tsx', 'const p = <p>Số tiền không hợp lệ</p>;')], at: 'src/modules/fee/web/page.tsx:1', says: /không hợp lệ/u, instead: /how to mend it/u },
  { what: 'a text in one language', fence: fenceWords, files: [file('src/modules/fee/web/words.ts', "export const W = { paid: { vi: 'Đã nộp phí', en: '' } };")], at: 'src/modules/fee/web/words.ts:1', says: /one language/u, instead: /both/u },
  { what: 'a refusal without words', fence: fenceRefusals, files: [file('src/modules/fee/domain/rule.ts', "export type FeeRefusal = { readonly kind: 'no-rule' }", "  | { readonly kind: 'no-amount' };"), file('src/modules/fee/web/words.ts', "export const W = { 'no-rule': t('Chưa có mức phí', 'No fee') };")], at: 'src/modules/fee/domain/rule.ts:2', says: /FeeRefusal 'no-amount' has no words/u, instead: /web\/words\.ts/u },
];

describe('the fences bite', () => {
  for (const planted of PLANTED) {
    test(planted.what, () => {
      const found = planted.fence(planted.files);
      const hit = found.find((finding) => `${finding.path}:${finding.line}` === planted.at && planted.says.test(finding.rule));
      assert.ok(hit, `not caught; found: ${found.map(show).join(' | ') || 'nothing'}`);
      assert.match(hit.instead, planted.instead);
    });
  }
  test('and leave alone what is as it should be', () => {
    const good: readonly SourceFile[] = [
      ...migrations,
      file('src/shared/text.ts', 'export const tidy = (text: string): string => text.trim();'),
      file('src/modules/calendar/README.md', '# calendar'),
      file('src/modules/calendar/index.ts', "export { calendarStore } from './store/calendar-store.ts';"),
      file('src/modules/calendar/domain/index.ts', "export { due } from './due.ts';"),
      file('src/modules/calendar/domain/due.ts', "import { tidy } from '../../../shared/text.ts';", '// Date.now() is not asked: Math.random() neither', "export const due = (from: Date): Date => new Date(from.getTime() + Number(tidy('1')));"),
      file('src/modules/calendar/store/calendar-store.ts', "import { sql } from '../../../platform/postgres/database.ts';", 'export const calendarStore = sql;'),
      file('src/modules/dossier/README.md', '# dossier'),
      file('src/modules/dossier/index.ts', "export { submit } from './use-cases/submit.ts';"),
      file('src/modules/dossier/web/index.ts', "export { page } from './page.tsx';"),
      file('src/modules/dossier/domain/index.ts', "export type { Due } from '../../calendar/domain/index.ts';", "export type SubmitRefusal = { readonly kind: 'too-late' };"),
      file('src/modules/dossier/use-cases/submit.ts', "import { due } from '../../calendar/domain/index.ts';", "import { calendarStore } from '../../calendar/index.ts';", "import { createHash } from 'node:crypto';", 'export const submit = [due, calendarStore, createHash];'),
      file('src/modules/dossier/store/dossier-store.ts', "const text = 'SELECT id FROM dossier JOIN dossier_event USING (id)';"),
      file('src/modules/dossier/web/page.tsx', "import { z } from 'zod';", "import { route } from '../../../platform/http/route.ts';", "import { Button } from '../../../ui/components/button/button.tsx';", "import { submit } from '../use-cases/submit.ts';", "const W = { 'too-late': t('Đã hết giờ nhận hồ sơ', 'Too late') };"),
      file('src/modules/dossier/use-cases/submit.test.ts', "import { calendarStore } from '../../calendar/index.ts';", "import { openTestDatabase } from '../../../../test/support/database.ts';", "import { rows } from '../store/dossier-store.ts';"),
      file('src/adapters/mail-smtp/mail-smtp.ts', "import type { MailSender } from '../../modules/notice/ports.ts';", "import nodemailer from 'nodemailer';"),
      file('src/wiring/routes.ts', "import { submit } from '../modules/dossier/index.ts';", "import { due } from '../modules/calendar/domain/index.ts';", "import { smtp } from '../adapters/mail-smtp/mail-smtp.ts';"),
      file('src/web.ts', "import { serve } from './wiring/routes.ts';"),
    ];
    for (const fence of [fenceLayers, fenceWorker, fenceCircles, fencePurity, fenceLibraries, fenceTables, fenceMigrations, fenceShape, fenceMentions, fenceWords, fenceRefusals]) assert.deepEqual(fence(good).map(show), [], fence.name);
  });
});

describe('imports are read as they stand', () => {
  const read = (...lines: readonly string[]): readonly string[] => readImports(file('src/a/b.ts', ...lines)).map((one) => `${one.line} ${one.typeOnly ? 'type ' : ''}${one.specifier}`);
  test('every way to import', () => {
    assert.deepEqual(read("import a from './a.ts';", "import type { B } from './b.ts';", "import { type C, type D } from './c.ts';", "import e, { type F } from './e.ts';", "import './g.css';", "export * from './h.ts';", "export { i } from './i.ts';", 'import {', '  j,', "} from './j.ts';", "const k = await import('./k.ts');", "const l = await import(place);", "let m: typeof import('./m.ts');"),
      ['1 ./a.ts', '2 type ./b.ts', '3 type ./c.ts', '4 ./e.ts', '5 ./g.css', '6 ./h.ts', '7 ./i.ts', '8 ./j.ts', '11 ./k.ts', '12 (computed)', '13 type ./m.ts']);
  });
  test('comments and addresses are no imports', () => {
    assert.deepEqual(read("// import a from './a.ts';", '/*', "import b from './b.ts';", '*/', "const at = 'https://example.vn'; // import('./c.ts')", "import d from './d.ts';"), ['6 ./d.ts']);
    assert.equal(withoutComments("const a = 'x // y'; // z\n").trim(), "const a = 'x // y';");
  });
  test('paths there and back', () => {
    for (const [from, to] of [['src/a/b.ts', 'src/a/c.ts'], ['src/a/b.ts', 'src/d/e/f.ts'], ['src/a/b/c.ts', 'src/d.ts']] as const) assert.equal(resolveFrom(from, relativeTo(from, to)), to);
  });
});
