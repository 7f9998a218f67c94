import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainDate } from '../../../shared/plain-date.ts';
import type { Paper } from '../../catalog/domain/index.ts';
import { partBody, readCollect, readDelivery, readDraftCode, readPerson, readTicks, takeCard, textOf } from './read-intake.ts';

const CARD = '068196012345||Nguyễn Thị Mẫu|07021996|Nữ|Thôn 3, Hàm Chính, Hàm Thuận Bắc, Bình Thuận|10052021';
const today = plainDate('2026-03-02');
const paper = (key: string, originals: number, copies: number): Paper => ({ key, name: key, shortName: { vi: key, en: key }, kind: 'submit', originals, copies });
const names = (problems: readonly { readonly name: string }[]): readonly string[] => problems.map((one) => one.name);

describe('the person at the counter', () => {
  it('a scanned card fills the boxes, and what it does not say stays', () => {
    const { body, taken, problem } = takeCard({ 'nguoi.the': `${CARD}\n`, 'nguoi.dien-thoai': '0912 345 678' });
    assert.ok(taken && !problem);
    const { owner, problems, warnings, me } = readPerson(body, today);
    assert.deepEqual(problems, []);
    assert.deepEqual(warnings, []);
    assert.deepEqual(owner, { name: 'Nguyễn Thị Mẫu', personalId: '068196012345', birthDate: '1996-02-07', gender: 'female', phone: '0912345678', address: 'Thôn 3, Hàm Chính, Hàm Thuận Bắc, Bình Thuận' });
    assert.deepEqual([me['sex'], me['paperIssueDate'], me['address']], ['2', '2021-05-10', { country: 'VN', declaredText: 'Thôn 3, Hàm Chính, Hàm Thuận Bắc, Bình Thuận' }]);
    assert.equal(textOf(body, 'nguoi.the'), '');
  });
  it('a garbled code is named and its twelve digits are kept', () => {
    const { body, taken, problem } = takeCard({ 'nguoi.the': '068196012345||Nguy?n Th? M?u|07021996|N?|Thôn 3|10052021', 'nguoi.ten': '' });
    assert.ok(!taken);
    assert.equal(problem?.name, 'nguoi.the');
    assert.equal(textOf(body, 'nguoi.so'), '068196012345');
    assert.equal(takeCard({ 'nguoi.the': 'không phải thẻ' }).body['nguoi.so'], undefined);
  });
  it('asks for a number unless the officer says that there is none', () => {
    assert.deepEqual(names(readPerson({ 'nguoi.ten': 'John Smith' }, today).problems), ['nguoi.so']);
    assert.deepEqual(names(readPerson({ 'nguoi.ten': 'John Smith', 'nguoi.khong-so': 'co' }, today).problems), []);
  });
  it('every fault at its own box, at once', () => {
    const wrong = readPerson({ 'nguoi.ten': '', 'nguoi.so': '0681960123456', 'nguoi.ngay-sinh.day': '31', 'nguoi.ngay-sinh.month': '2', 'nguoi.ngay-sinh.year': '1996', 'nguoi.dien-thoai': '12', 'nguoi.thu-dien-tu': 'a@b', 'nguoi.noi-o': 'x'.repeat(301), 'nop.so': '12' }, today);
    assert.deepEqual(names(wrong.problems), ['nguoi.ten', 'nguoi.so', 'nguoi.ngay-sinh', 'nguoi.dien-thoai', 'nguoi.thu-dien-tu', 'nguoi.noi-o', 'nop.so']);
  });
  it('takes names of all peoples as they are', () => {
    for (const name of ["H'Yiêm Niê", 'Y Ƀlĕo Êban', 'Ngŏ']) assert.equal(readPerson({ 'nguoi.ten': name, 'nguoi.khong-so': 'co' }, today).owner.name, name.normalize('NFC'));
    assert.equal(readPerson({ 'nguoi.ten': 'Nguyễn Thị Mẫu'.normalize('NFD'), 'nguoi.khong-so': 'co' }, today).owner.name, 'Nguyễn Thị Mẫu');
  });
});

describe('papers, delivery, money', () => {
  const papers = [paper('ban-chinh', 1, 0), paper('so-ho-khau', 0, 2), paper('khac', 0, 0)];
  it('a tick is the procedure’s own number unless another was typed', () => {
    const { ticks, problems } = readTicks({ 'giay-nhan': ['ban-chinh', 'so-ho-khau', 'khac', 'la'], 'ban-sao.so-ho-khau': '3' }, papers);
    assert.deepEqual(problems, []);
    assert.deepEqual(ticks, [{ paper: 'ban-chinh', originals: 1, copies: 0 }, { paper: 'so-ho-khau', originals: 0, copies: 3 }, { paper: 'khac', originals: 1, copies: 0 }]);
    assert.deepEqual(readTicks({ 'giay-nhan': 'ban-chinh', 'ban-chinh.ban-chinh': '0' }, papers).ticks, [], 'none handed in is none');
    assert.deepEqual(names(readTicks({ 'giay-nhan': 'ban-chinh', 'ban-chinh.ban-chinh': '-1' }, papers).problems), ['ban-chinh.ban-chinh']);
  });
  it('only offered ways, only known ways of paying', () => {
    assert.deepEqual(readDelivery({ kq: ['post', 'counter', 'x'] }, ['counter', 'electronic']), { methods: ['counter'], copies: 0 });
    assert.deepEqual([readCollect({ thu: 'tien-mat' }), readCollect({ thu: 'chuyen-khoan' }), readCollect({ thu: 'sau' }), readCollect({})], ['cash', 'transfer', null, null]);
  });
  it('keeps the counter’s inputs apart from the form’s, and lets no paper in that the procedure does not have', () => {
    const { own, form } = partBody(new Map([['nguoi.ten', ['A']], ['giay-nhan', ['x', 'y']], ['ban-sao.khac', ['2']], ['ban-sao.la', ['2']], ['requesterName', ['B']]]), papers);
    assert.deepEqual(own, { 'nguoi.ten': 'A', 'giay-nhan': ['x', 'y'], 'ban-sao.khac': '2' });
    assert.deepEqual(form, { 'ban-sao.la': '2', requesterName: 'B' });
  });
  it('a draft’s code is heard in every way that people say it', () => {
    for (const said of ['NHÁP 7K4 Q2M', 'nháp 7k4q2m', 'nhap: 7K4-Q2M', '7K4-Q2M']) assert.deepEqual(readDraftCode(said), { code: '7K4-Q2M', sure: true }, said);
    assert.deepEqual(readDraftCode('7k4 q2m'), { code: '7K4-Q2M', sure: false });
    for (const word of ['', 'khai sinh', 'ks', '1.001193', 'ket hon', 'kết hôn']) assert.ok(!readDraftCode(word)?.sure, word);
  });
});
