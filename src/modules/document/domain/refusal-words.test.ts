import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uploadRefusalWords, type PdfActive, type Sniffed, type UploadRefusal } from './index.ts';

const found: readonly Sniffed[] = ['heic', 'avif', 'gif', 'bmp', 'tiff', 'svg', 'html', 'xml', 'word', 'excel', 'office-old', 'zip', 'rar', '7z', 'program', 'video', 'text', 'unknown'];
const active: readonly PdfActive[] = ['script', 'launch', 'attachment', 'media', 'xfa', 'sends-data'];
const every: readonly UploadRefusal[] = [
  { kind: 'empty' }, { kind: 'too-large', limitBytes: 15 * 1024 * 1024 }, { kind: 'too-many-files', most: 40 }, { kind: 'too-much-in-drafts', limitBytes: 300 * 1024 * 1024 }, { kind: 'heic' },
  ...found.map((one): UploadRefusal => ({ kind: 'not-taken', found: one })), ...found.flatMap((one): UploadRefusal[] => [{ kind: 'not-what-it-says', claimed: 'pdf', found: one }, { kind: 'not-what-it-says', claimed: 'image', found: one }]),
  { kind: 'image-broken' }, { kind: 'image-cut-off' }, { kind: 'too-many-pixels', pixels: 3_600_000_000, limit: 50_000_000 }, { kind: 'pdf-broken' }, { kind: 'pdf-locked' },
  ...active.map((what): UploadRefusal => ({ kind: 'pdf-active', what })), { kind: 'pdf-too-many-pages', pages: 300, limit: 200 }, { kind: 'pdf-too-complex' }, { kind: 'two-files-in-one' }, { kind: 'infected' }, { kind: 'busy' }, { kind: 'interrupted' },
];

test('each refusal says what happened and how to mend it, in both languages and in the house’s manner', () => {
  for (const refusal of every) {
    const { vi, en } = uploadRefusalWords(refusal);
    assert.ok(vi.length > 25 && en.length > 25 && vi !== en, JSON.stringify(refusal));
    assert.doesNotMatch(vi, /!|bạn|quý khách|lỗi hệ thống|không hợp lệ|undefined|\[object/iu, vi);
    assert.doesNotMatch(en, /!|undefined|invalid|\[object/iu, en);
    assert.match(vi, /(?:gửi|chụp|chọn|tải|bỏ|tách|nộp|thử) ?/iu, vi);
  }
});
test('the two that the design words itself', () => {
  assert.equal(uploadRefusalWords({ kind: 'empty' }).vi, 'Ảnh này 0 KB, máy chưa lưu được. Chụp lại giúp');
  assert.equal(uploadRefusalWords({ kind: 'heic' }).vi, 'Tệp .heic máy xã chưa đọc được. Chụp trực tiếp hoặc chọn ảnh khác');
});
