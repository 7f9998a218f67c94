import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Answers, Facts } from '../../../shared/condition.ts';
import { fieldId } from '../../../ui/components/field/field.tsx';
import { layOutPage, parsePage, summarise } from '../domain/index.ts';
import type { Body, FieldError, FormDefinition, FormPage, PageBlock } from '../domain/index.ts';
import { readStarterForms } from '../index.ts';
import { FormFields, FormSummary, problemsOf } from './index.ts';
import type { FormPlaces } from './index.ts';

const { forms } = readStarterForms();
const form = (id: string): FormDefinition => { const found = forms.find((one) => one.id === id); assert.ok(found); return found; };
const pageOf = (id: string, key: string): FormPage => { const found = form(id).pages.find((one) => one.key === key); assert.ok(found); return found; };
const places: FormPlaces = {
  provinces: () => [{ value: '68', label: 'Tỉnh Lâm Đồng' }, { value: '31', label: 'Thành phố Hải Phòng' }],
  communes: (province) => (province === '68' ? [{ value: '23095', label: 'Xã Hàm Liêm' }] : []),
  countries: () => [{ value: 'VN', label: 'Việt Nam' }, { value: 'KR', label: 'Hàn Quốc' }],
};
const factsOf = (answers: Answers): Facts => ({ answers, channel: 'online', today: '2026-11-21' });
const draw = (page: FormPage, answers: Answers, more: { body?: Body; errors?: readonly FieldError[]; sources?: Record<string, string> } = {}): string =>
  renderToString(<form><FormFields page={page} facts={factsOf(answers)} values={answers} body={more.body} errors={more.errors ?? []} sources={more.sources ?? {}} lang="vi" places={places} communesUrl="/api/communes" /></form> as VNode);
const namesIn = (html: string): string[] => [...new Set([...html.matchAll(/<(?:input|select|textarea)[^>]* name="([^"]+)"/gu)].map((match) => match[1] as string))];
const tell = (blocks: readonly PageBlock[]): unknown[] => blocks.map((block) => (block.kind === 'field' ? block.field.key : [JSON.stringify(block.when), tell(block.blocks)]));

describe('what stands on a page', () => {
  it('earlier pages decide at once, the page’s own questions stay open', () => {
    const father = pageOf('khai-sinh', 'cha');
    assert.deepEqual(tell(layOutPage(father, factsOf({ relation: 'ChaDe' }))), ['fatherBirth', 'fatherEthnicity', ['{"field":"fatherEthnicity","is":"63432"}', ['fatherEthnicityOther']], 'fatherNationality']);
    const [declared, rest] = tell(layOutPage(father, factsOf({ relation: 'MeDe' }))) as [string, [string, unknown[]]];
    assert.equal(declared, 'fatherDeclared');
    assert.equal(rest[0], '{"field":"fatherDeclared","is":"khai"}');
    assert.deepEqual(rest[1][4], ['{"field":"fatherPaperType","in":["1","2","3","4","6","7","8"]}', ['fatherPaperNumber']]);
  });
  it('a question whose master is not asked does not stand there either', () => {
    const page = pageOf('khai-sinh', 'dan-toc-que-quan');
    assert.deepEqual(tell(layOutPage(page, factsOf({ relation: 'MeDe', birthCase: 'thuong', fatherDeclared: 'khong-khai' }))), ['childNationality', 'hometown']);
  });
  it('a stale answer of this very page opens nothing', () => {
    const page = pageOf('khai-sinh', 'dan-toc-que-quan');
    assert.ok(!JSON.stringify(tell(layOutPage(page, factsOf({ birthCase: 'thuong', fatherDeclared: 'khong-khai', childEthnicityAs: 'khac' })))).includes('childEthnicity'));
  });
});

describe('FormFields', () => {
  it('posts nothing that the page would refuse', () => {
    for (const one of forms) {
      for (const page of one.pages) {
        const names = namesIn(draw(page, { relation: 'Khac', fatherDeclared: 'khai', forWhom: '2', purpose: '1' }));
        const body = Object.fromEntries(names.map((name) => [name, '']));
        assert.deepEqual(parsePage(page, body, factsOf({})).unknown, [], `${one.id}/${page.key}`);
      }
    }
  });
  it('dependent questions stand there without script, with a switch for the script and words for those without', () => {
    const html = draw(pageOf('khai-sinh', 'cha'), { relation: 'MeDe' });
    assert.match(html, /data-show-when="fatherDeclared=khai"/u);
    assert.match(html, /<noscript><p class="mc-hint">Chỉ trả lời khi «Có khai phần cha của bé không» là «Khai phần cha»\.<\/p><\/noscript>/u);
    assert.match(draw(pageOf('khai-sinh', 'noi-o'), { relation: 'MeDe', fatherDeclared: 'khai' }), /data-show-when="fatherSamePlace=khong"/u);
  });
  it('what was typed comes back, wrong or not, and can do no harm', () => {
    const page = pageOf('khai-sinh', 'be');
    const body = { childName: 'Hoa <b 2', childSex: '2', birthCase: 'thuong' };
    const { errors } = parsePage(page, body, factsOf({}));
    const html = draw(page, {}, { body, errors });
    assert.match(html, /value="Hoa &lt;b 2"/u);
    assert.match(html, /id="childName"[^>]*aria-describedby="childName-hint childName-error" aria-invalid="true"/u);
    assert.match(html, /<input[^>]*value="2"[^>]* checked/u);
  });
  it('each error leads to an input that is there', () => {
    const cases: readonly [string, string, Body, Answers][] = [
      ['khai-sinh', 'ngay-sinh', { 'birthDate.day': '30', 'birthDate.month': '2', 'birthDate.year': '2026', 'birthPlace.province': '68' }, {}],
      ['khai-sinh', 'ngay-sinh', { 'birthDate.day': '3', 'birthDate.month': '2', 'birthDate.year': '26' }, {}],
      ['khai-sinh', 'noi-o', { 'requesterAddress.detail': 'Thôn 3', fatherSamePlace: 'khong', 'fatherAddress.country': 'KR' }, { relation: 'MeDe', fatherDeclared: 'khai' }],
      ['khai-sinh', 'noi-o', { 'requesterAddress.country': 'ZZ' }, { relation: 'MeDe' }],
      ['chung-thuc-ban-sao', 'giay-to', { 'documents.3.name': 'Bằng', 'documents.3.pages': 'x' }, {}],
      ['chung-thuc-ban-sao', 'giay-to', {}, {}],
      ['khai-sinh', 'nguoi-khai', {}, {}],
    ];
    for (const [id, key, body, answers] of cases) {
      const page = pageOf(id, key);
      const { errors } = parsePage(page, body, factsOf(answers));
      assert.ok(errors.length > 0);
      const html = draw(page, answers, { body, errors });
      for (const problem of problemsOf(page, errors)) assert.match(html, new RegExp(`<(?:input|select|textarea)[^>]* id="${problem.id}"`, 'u'), `${key}: ${problem.name} → ${problem.id}`);
    }
  });
  it('no id stands twice on a page', () => {
    for (const one of forms) {
      for (const page of one.pages) {
        const ids = [...draw(page, { relation: 'Khac', fatherDeclared: 'khai', forWhom: '2', purpose: '1' }).matchAll(/ id="([^"]+)"/gu)].map((match) => match[1]);
        assert.equal(new Set(ids).size, ids.length, `${one.id}/${page.key}`);
      }
    }
  });
  it('every input has a label', () => {
    for (const one of forms) {
      for (const page of one.pages) {
        const html = draw(page, { relation: 'Khac', fatherDeclared: 'khai', forWhom: '2', purpose: '1' });
        const labelled = new Set([...html.matchAll(/<label[^>]* for="([^"]+)"/gu)].map((match) => match[1]));
        for (const match of html.matchAll(/<(?:input|select|textarea)[^>]* id="([^"]+)"/gu)) assert.ok(labelled.has(match[1]), `${one.id}/${page.key}: ${match[1]}`);
      }
    }
  });
  it('the communes of the chosen province come with the page', () => {
    const page = pageOf('khai-sinh', 'ngay-sinh');
    const html = draw(page, {}, { body: { 'birthPlace.province': '68', _communes: 'birthPlace' } });
    assert.match(html, /<option value="23095"[^>]*>Xã Hàm Liêm<\/option>/u);
    assert.match(html, /<button[^>]*name="_communes"[^>]*value="birthPlace"[^>]*>/u);
    assert.ok(html.indexOf('type="submit"') < html.indexOf('_communes'), 'Enter goes on, it does not load communes');
  });
  it('rows: one more, one less, typed cells keep their place', () => {
    const page = pageOf('chung-thuc-ban-sao', 'giay-to');
    const body = { 'documents.0.name': 'Bằng', 'documents.0.pages': '1', 'documents.2.name': 'Học bạ', 'documents.2.pages': 'mười' };
    const added = draw(page, {}, { body: { ...body, _add: 'documents' } });
    assert.deepEqual(namesIn(added).filter((name) => name.endsWith('.name')), ['documents.0.name', 'documents.1.name', 'documents.2.name']);
    assert.match(added, /name="documents\.1\.pages"[^>]*value="mười"/u);
    const removed = draw(page, {}, { body: { ...body, _remove: 'documents.0' } });
    assert.match(removed, /name="documents\.0\.name"[^>]*value="Học bạ"/u);
    assert.doesNotMatch(removed, /value="Bằng"/u);
    const stored = draw(page, { documents: [{ name: 'Bằng', pages: 2, copies: 3 }] });
    assert.match(stored, /name="documents\.0\.copies"[^>]*value="3"/u);
  });
  it('what is known of the person is shown, not asked, and posted all the same; wrong or changed it stands open', () => {
    const known = { requesterName: 'Nguyễn Thị Hoa' };
    const sources = { requesterName: 'me.name' };
    const page = pageOf('khai-sinh', 'nguoi-khai');
    assert.match(draw(page, known, { sources }), /<details class="mc-known">.*Họ, chữ đệm, tên của anh\/chị: <b>Nguyễn Thị Hoa<\/b>.*name="requesterName"[^>]*value="Nguyễn Thị Hoa".*<\/details>/u);
    assert.match(draw(page, known, { sources, body: { requesterName: 'Nguyễn Thị Hoa' }, errors: [{ field: 'requesterName', message: { vi: 'Xem lại', en: 'Check' } }] }), /<details class="mc-known" open>/u);
    assert.doesNotMatch(draw(page, known, { sources, body: { requesterName: 'Nguyễn Thị Hoà' } }), /mc-known/u);
  });
  it('a proposal from another answer says that it can be changed', () => assert.match(draw(pageOf('khai-sinh', 'be'), { childName: 'Lan' }, { sources: { childName: 'answer.requesterName' } }), /lấy từ phần đã khai, sửa được/u));
  it('a stored date and address fill their inputs', () => {
    const html = draw(pageOf('khai-sinh', 'ngay-sinh'), { birthDate: '2026-02-07', birthPlace: { country: 'VN', province: '68', commune: '23095', detail: 'Trạm y tế' } });
    assert.match(html, /name="birthDate\.day"[^>]*value="7"/u);
    assert.match(html, /<option value="68" selected[^>]*>/u);
    assert.match(html, /name="birthPlace\.detail"[^>]*value="Trạm y tế"/u);
  });
  it('ids follow the house rule', () => assert.equal(fieldId('documents.0.name'), 'documents-0-name'));
});

describe('FormSummary', () => {
  it('shows answers by topic with a way to change them, and says what was worked out', () => {
    const answers: Answers = { relation: 'MeDe', requesterName: 'Nguyễn Thị Hoa', birthCase: 'thuong', childName: 'Linh' };
    const html = renderToString(<FormSummary pages={summarise(form('khai-sinh'), factsOf(answers), 'vi')} changeHref={(page) => `/nhap/1/cau/${page}`} />);
    assert.match(html, /href="\/nhap\/1\/cau\/be">/u);
    assert.match(html, /Linh/u);
    assert.match(html, /tự điền từ phần đã khai/u);
    assert.match(html, /Không khai/u);
  });
});
