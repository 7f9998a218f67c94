import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { packageRoot } from '../../../platform/package-root.ts';
import { readStarterCatalogue } from '../../catalog/index.ts';
import { ANSWER_TEXTS, gsm7Places, NOTICE_TEMPLATES, SMS_PLACES, writeSms } from '../domain/index.ts';

/** The names that really stand in the catalogue and in the list of communes, long and short, against every message there is. */
const procedures = readStarterCatalogue().map((one) => one.plainName);
const communes = readFileSync(join(packageRoot(), 'procedures', 'places', 'communes.tsv'), 'utf8').split('\n').slice(1).flatMap((line) => (line.split('\t')[1] ? [line.split('\t')[1] ?? ''] : []));
const longest = (names: readonly string[], most: number): readonly string[] => [...names].sort((a, b) => b.length - a.length).slice(0, most);
const fixed = {
  code: 'H36.23095.01-261230-12345', ackBy: '17:00 30/12/2026', due: '17:00 30/12/2026', previousDue: '17:00 29/12/2026', respondBy: '30/12/2026', count: '12', phone: '02523868888', why: 'chờ cơ quan khác trả lời',
  amount: '12.345.678 đồng', short: '8099', pickup: 'Trung tâm Phục vụ hành chính công', link: 'https://dichvucong.lamdong.gov.vn/ho-so/01920000-0000-7000-8000-0000000000ff',
};

test('every message to every commune about the longest procedures is one SMS that names the office and the dossier', () => {
  assert.ok(procedures.length > 100 && communes.length > 3_000, `${procedures.length} procedures, ${communes.length} communes`);
  const hard = longest(procedures.map((one) => one.vi), 5);
  for (const commune of [...longest(communes, 25), communes[0] ?? '']) {
    for (const name of hard) for (const template of NOTICE_TEMPLATES) {
      const agency = `UBND ${commune.charAt(0).toLowerCase()}${commune.slice(1)}`;
      const text = writeSms(template, { ...fixed, agency, procedure: name }, 'vi');
      assert.ok((gsm7Places(text) ?? 999) <= SMS_PLACES, `${template.moment}: ${text}`);
      assert.match(text, /261230-12345/u, text);
      assert.match(text, /^UBND (?:xa|phuong|P\.|dac khu) \w/u, text);
    }
  }
});
test('any commune, any procedure, either language', () => {
  fc.assert(fc.property(fc.constantFrom(...communes), fc.constantFrom(...procedures), fc.constantFrom(...NOTICE_TEMPLATES, ...ANSWER_TEXTS), fc.constantFrom('vi', 'en'), (commune, procedure, template, lang) => {
    const text = writeSms(template, { ...fixed, agency: `UBND ${commune}`, procedure: procedure[lang] }, lang);
    assert.ok((gsm7Places(text) ?? 999) <= SMS_PLACES, text);
    assert.doesNotMatch(text, /[{}[\]]|undefined/u);
  }), { numRuns: 300 });
});
