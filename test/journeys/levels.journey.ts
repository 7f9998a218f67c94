import { setTimeout as pause } from 'node:timers/promises';
import { journey, type World } from './journey.ts';

/** The catalogue's memory asks for changes once a second: until the address says it, at most some seconds. */
const untilThere = (path: string, words: RegExp) => async ({ visitor }: World): Promise<void> => {
  for (let tries = 0; tries < 50; tries++) { await visitor.go(path); if (words.test(visitor.page.main)) return; await pause(100); }
  throw new Error(`${path} never said ${String(words)}`);
};
const CLOSED = /2\.000635\)[\s\S]*?Mức 2 · Cung cấp thông tin[\s\S]*?Cơ quan chưa mở nhận hồ sơ trực tuyến/u;

export const levelsInPublic = journey({
  name: 'row 5: the level in both vocabularies, from the search to the procedure to the public list by level and office; it falls where an office closes the way online, and rises again', clock: '2026-03-02 08:30', payments: true,
  steps: [
    { as: 'dân', go: '/', fill: { q: 'trich luc khai sinh' }, see: ['Xin bản sao giấy khai sinh, trích lục hộ tịch', 'Làm hết ở nhà (mức 4, toàn trình)'] },
    { click: 'Xin bản sao giấy khai sinh, trích lục hộ tịch', see: ['Làm hết ở nhà · Mức độ 4 · toàn trình'] },
    { why: 'one that is not higher says why', go: '/thu-tuc/chung-thuc-ban-sao', see: ['Điền mẫu rồi in · Mức độ 2 · cung cấp thông tin', 'phải đối chiếu bản chính tại quầy'] },
    { go: '/thu-tuc', click: 'Xem theo mức độ: mức 1–4, toàn trình hay một phần', h1: 'Dịch vụ công theo mức độ', see: [/Mức 4[^\n]*: [1-9]/, /Toàn trình: [1-9]/] },
    { click: /^Mức 4/, at: /muc=4/, see: ['(2.000635)', 'Mức 4 · Toàn trình'], not: ['(2.000815)'] },
    { why: 'the old words and the new narrow each other', go: '/muc-do?muc=2&loai=toan-trinh', see: ['0 trong'], not: ['(2.000635)'] },
    { go: '/muc-do?muc=4', fill: { 'co-quan': '2' }, form: '/muc-do', at: /co-quan=2/, see: ['(2.000635)'] },

    { as: 'kiểm soát', signIn: { officer: 'kiemsoat.hamliem' }, go: '/quan-tri/thu-tuc/2.000635', fill: { online: [] }, form: '/noi-nhan' },
    { as: 'dân', why: 'nobody types a level: it is what can be done there today', check: untilThere('/muc-do?muc=2&co-quan=2', CLOSED) },
    { go: '/muc-do?muc=4&co-quan=2', not: ['(2.000635)'] },
    { why: 'at the other office nothing has changed', go: '/muc-do?muc=4&co-quan=12', see: ['(2.000635)'] },
    { why: 'and the question where to file agrees', go: '/khai/trich-luc?da-kiem-tra=1&qRegistered=viet-nam&qFor=minh', see: ['Thanh Hà'], not: ['value="2"'] },
    { as: 'kiểm soát', fill: { online: 'co' }, form: '/noi-nhan' },
    { as: 'dân', check: untilThere('/muc-do?muc=4&co-quan=2', /\(2\.000635\)/u) },
  ],
});
