import assert from 'node:assert/strict';
import { proofRead } from '../../src/adapters/pdf-typst/proof-reading.ts';
import { readCode } from '../support/read-code.ts';
import { date } from './declare-birth.ts';
import { journey, type Filled, type World } from './journey.ts';

/** A birth as a married mother writes it down: every kind of question that the form has. */
const WRITTEN: Readonly<Record<string, Filled>> = {
  relation: 'MeDe', requesterName: 'Nguyễn Thị Hoa', requesterPersonalId: '060302900001', ...date('requesterIssueDate', '1', '6', '2021'),
  childName: "Trần H'Minh Ăn", childSex: '1', ...date('birthDate', '20', '2', '2026'), birthCase: 'thuong', birthProof: 'giay-chung-sinh', fatherDeclared: 'khai',
  'motherBirth.day': '8', 'motherBirth.month': '3', 'motherBirth.year': '2002', motherEthnicity: 'Kinh',
  fatherName: 'Y Bhăm Êban', 'fatherBirth.year': '1999', fatherPersonalId: '060099900002', fatherEthnicity: 'Ê Đê',
  childEthnicityAs: 'cha', 'birthPlace.province': '68', 'hometown.province': '68', 'requesterAddress.province': '68', fatherSamePlace: 'co', wantsCopies: 'co', copies: '3',
};
const PLACES: Readonly<Record<string, Filled>> = { 'birthPlace.commune': '23095', 'birthPlace.detail': 'Trạm y tế xã', 'hometown.commune': '23095', 'requesterAddress.commune': '23095', 'requesterAddress.detail': 'thôn 3' };

const codesOfPrint = ({ visitor, noted }: World): void => {
  assert.equal(visitor.answer.headers.get('content-type'), 'application/pdf');
  const proof = proofRead(visitor.answer.bytes);
  const codes = proof.codes.map(readCode).filter((text): text is string => text?.startsWith('TK1') ?? false);
  assert.ok(codes.length >= 1, 'codes are printed');
  noted.set('ma', codes.toReversed().join(' '));
};
/** Ethnic groups by the Ministry of Justice’s list. */
const [KINH, E_DE] = ['63001', '1509'];
/** What every box of the counter holds that was filled in at home. */
const READ = { ...WRITTEN, ...PLACES, motherEthnicity: KINH, fatherEthnicity: E_DE } as Readonly<Record<string, string>>;

export const birthOnPaper = journey({
  name: 'row 2: a birth written down on the screen without an account, printed, and every answer read back at the counter from the codes', clock: '2026-03-02 08:30',
  steps: [
    { as: 'dân', go: '/thu-tuc/khai-sinh', click: 'Điền rồi in tờ khai, không cần tài khoản', see: ['không được lưu trên máy chủ'] },
    { why: 'the communes of a province come without script, and nothing typed is lost', fill: WRITTEN, press: 'birthPlace', boxes: { childName: "Trần H'Minh Ăn", 'birthDate.day': '20', fatherName: 'Y Bhăm Êban' } },
    { why: 'a day that does not exist is not printed', fill: { ...PLACES, 'birthDate.day': '31' }, press: 'in', status: 400, errors: [/ngày/i], boxes: { 'birthDate.day': '31', 'hometown.commune': '23095' } },
    { why: 'the whole answer is in the codes, however many it takes', fill: { 'birthDate.day': '20' }, press: 'in', check: codesOfPrint },
    { as: 'tiếp nhận', signIn: { officer: 'tiepnhan.hamliem' }, go: '/ban/tiep-nhan/khai-sinh' },
    { why: 'scanned last code first, as a keyboard', fill: { 'to-khai.quet': '{ma}' }, press: 'to-khai.doc', see: [/Đã lấy \d+ câu trả lời/], errors: [], boxes: READ },
    { fill: { 'giay-nhan': 'giay-chung-sinh' }, press: 'nhan', h1: /^Đã nhận: H36\.23095-260302-0001/, note: { dossier: /\/da-nhan\/([0-9a-f-]{36})/ } },
    { go: '/ban/ho-so/{dossier}', see: ["Trần H'Minh Ăn", 'Ngày hai mươi tháng hai năm hai nghìn không trăm hai mươi sáu', /Họ, chữ đệm, tên người mẹ\s+Nguyễn Thị Hoa/, 'Y Bhăm Êban', 'Ê Đê', 'Trạm y tế xã'] },
  ],
});
