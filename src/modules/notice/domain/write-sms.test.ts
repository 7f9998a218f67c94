import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gsm7Places, NOTICE_TEMPLATES, PLACEHOLDERS, SMS_PLACES, templateOf, toPlainSms, writeEmail, writeSms, type NoticeTemplate, type NoticeValues, type Placeholder } from './index.ts';
import { namesIn } from './write-sms.ts';

const LANGS = ['vi', 'en'] as const;
const usual: NoticeValues = {
  agency: 'UBND xã Hàm Liêm', procedure: 'Làm khai sinh cho con', pickup: 'quầy 2', code: '000.00.21.H36-260213-0042', ackBy: '15:00 13/2/2026', due: '17:00 13/2/2026', previousDue: '17:00 12/2/2026',
  respondBy: '18/2/2026', count: '2', phone: '02523868888', link: 'https://hamliem.lamdong.gov.vn/h/7K4Q2M9X', why: 'chờ anh/chị nộp tiền', reason: 'x', items: 'x', explanation: 'x', instead: 'x', at: 'x', legalBasis: 'x', files: 'x',
};
const extreme: NoticeValues = {
  ...usual,
  agency: 'Trung tâm Phục vụ hành chính công phường Văn Miếu – Quốc Tử Giám, thành phố Hà Nội',
  procedure: 'Liên thông các thủ tục hành chính về đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi (kể cả trường hợp cha mẹ chưa đăng ký kết hôn)',
  pickup: 'Bộ phận Tiếp nhận và Trả kết quả, tầng 2, trụ sở Uỷ ban nhân dân phường Văn Miếu – Quốc Tử Giám, quầy số 12',
  code: '000.00.00.000.00.00.H36.21-260213-999999', why: 'chờ cơ quan khác trả lời', due: '17:00 30/12/2026', phone: '+842523868888', count: '40',
  link: 'https://dichvucong.hoangsadacbiet.danang.gov.vn/h/7K4Q2M9XABCDEFGH',
};

test('every template, in both languages, with usual and with extreme values, is one SMS', () => {
  for (const template of NOTICE_TEMPLATES) {
    for (const lang of LANGS) {
      for (const values of [usual, extreme]) {
        const text = writeSms(template, values, lang);
        assert.ok((gsm7Places(text) ?? 999) <= SMS_PLACES, `${template.moment} ${lang}: ${text}`);
        assert.doesNotMatch(text, /[{}[\]]|undefined|  /u, text);
        assert.match(text, /260213-(0042|999999)/u, `the dossier is named: ${text}`);
        if (namesIn(template.sms[lang]).includes('due')) assert.match(text, /17:00 (13\/2|30\/12)\/2026/u, `the date is whole: ${text}`);
      }
    }
  }
});
test('whatever the values are, it stays one SMS of the 7-bit alphabet', () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom('', 'Ủy ban nhân dân', '🙂🙂', '\u0000\r\n', '€'.repeat(200), '[{agency}]'.repeat(30)));
  const values = fc.record(Object.fromEntries(Object.keys(PLACEHOLDERS).map((name) => [name, value])) as Record<Placeholder, typeof value>, { requiredKeys: [] });
  fc.assert(fc.property(fc.constantFrom(...NOTICE_TEMPLATES), fc.constantFrom(...LANGS), values, (template, lang, some) => {
    const places = gsm7Places(writeSms(template, some as NoticeValues, lang));
    assert.ok(places !== null && places <= SMS_PLACES);
  }), { numRuns: 300 });
});
test('golden texts', () => {
  assert.equal(writeSms(templateOf('received'), usual, 'vi'), 'UBND xa Ham Liem: Da tiep nhan ho so 000.00.21.H36-260213-0042 (Lam khai sinh cho con). Hen tra ket qua truoc 17:00 13/2/2026. Hoi: 02523868888');
  assert.equal(writeSms(templateOf('done-counter'), usual, 'vi'), 'UBND xa Ham Liem: Ho so 000.00.21.H36-260213-0042 xong. Moi anh/chi den quay 2 lay ket qua, mang can cuoc. Hoi: 02523868888');
  assert.equal(writeSms(templateOf('result'), { ...usual, pickup: '', phone: '' }, 'vi'), 'UBND xa Ham Liem: Ho so 000.00.21.H36-260213-0042 xong. Ket qua da ky so, tai tren cong dich vu cong: https://hamliem.lamdong.gov.vn/h/7K4Q2M9X.');
});
test('when room is short the code loses its unit first, then names are cut at a word', () => {
  const text = writeSms(templateOf('received'), extreme, 'vi');
  assert.match(text, /^TTPVHCC P\. Van Mieu - Quoc Tu Giam, TP Ha Noi: Da tiep nhan ho so 260213-999999 \(Lien thong[^)]*\)\. Hen tra ket qua truoc 17:00 30\/12\/2026\./u);
  assert.doesNotMatch(text, /[,-]\)/u);
});
test('a link or a telephone number is whole or absent', () => {
  const long = { ...usual, link: `https://example.gov.vn/${'a'.repeat(80)}`, phone: '1234567890123456789' };
  const text = writeSms(templateOf('result'), long, 'vi');
  assert.doesNotMatch(text, /https|12345/u);
  for (const template of NOTICE_TEMPLATES) for (const lang of LANGS) {
    const sms = writeSms(template, extreme, lang);
    for (const found of sms.match(/https?:\S+/gu) ?? []) assert.equal(found.replace(/\.$/u, ''), extreme.link);
    for (const found of sms.match(/\+?84\d+/gu) ?? []) assert.equal(found, extreme.phone);
  }
});
test('templates are lint-clean: known placeholders, plain letters, no reason or link that is not optional, versions and moments once', () => {
  assert.equal(new Set(NOTICE_TEMPLATES.map((one) => one.moment)).size, NOTICE_TEMPLATES.length);
  for (const one of NOTICE_TEMPLATES) {
    for (const lang of LANGS) {
      assert.equal(toPlainSms(one.sms[lang].replace(/[{}[\]]/gu, '')), one.sms[lang].replace(/[{}[\]]/gu, ''), `${one.moment}: signs outside the alphabet`);
      for (const text of [one.sms, one.subject, ...one.lines]) {
        for (const name of namesIn(text[lang])) assert.ok(name in PLACEHOLDERS, `${one.moment}: {${name}}`);
        assert.doesNotMatch(text[lang], /!|quý khách|\bbạn\b|Lỗi hệ thống|không hợp lệ/iu, text[lang]);
        assert.deepEqual([...namesIn(text.vi)].sort(), [...namesIn(text.en)].sort(), `${one.moment}: both languages say the same`);
      }
      for (const name of namesIn(one.sms[lang])) assert.notEqual(PLACEHOLDERS[name], 'email-only', `${one.moment}: ${name} does not belong into an SMS`);
      assert.doesNotMatch(one.sms[lang].replace(/\[[^\]]*\]/gu, ''), /\{(link|phone)\}/u, 'a link only where there is room');
      for (const name of namesIn(one.subject[lang])) assert.ok(['code', 'respondBy'].includes(name), `${one.moment}: the subject shows {${name}}`);
    }
  }
});
test('an e-mail leaves out what it does not know and never lets a value break out of its line', () => {
  const template = { moment: 'refused', version: 1, smsWhen: 'never', sms: { vi: '', en: '' }, subject: { vi: 'Hồ sơ {code}', en: 'Application {code}' }, lines: [{ vi: 'Vì sao: {reason}', en: 'Why: {reason}' }, { vi: 'Căn cứ: {legalBasis}', en: 'Basis: {legalBasis}' }] } satisfies NoticeTemplate;
  const letter = writeEmail(template, { code: 'A\r\nBcc: x@y.vn', reason: 'một\u0007 hai', agency: 'UBND xã Hàm Liêm' }, 'vi');
  assert.equal(letter.subject, 'Hồ sơ A Bcc: x@y.vn');
  assert.match(letter.text, /Vì sao: một hai/u);
  assert.doesNotMatch(letter.text, /Căn cứ/u);
  assert.match(letter.text, /không bao giờ hỏi mật khẩu hay mã OTP/u);
});
