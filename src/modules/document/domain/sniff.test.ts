import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isoMedia, jpegHeader, pdf, png, webpHeader, zip } from '../../../../fixtures/files/make-files.ts';
import { claimed, sniff, type Sniffed } from './index.ts';

describe('what the first bytes say', () => {
  const cases: readonly (readonly [Sniffed, Uint8Array])[] = [
    ['pdf', pdf()], ['pdf', Buffer.from('\ufeff%PDF-1.4\n')], ['pdf', Buffer.from('\r\n%PDF-2.0\n')],
    ['jpeg', jpegHeader(10, 10)], ['png', png(4, 4)], ['webp', webpHeader(4, 4)], ['webp', webpHeader(4, 4, 'VP8 ')],
    ['heic', isoMedia('heic', ['mif1', 'heic'])], ['heic', isoMedia('mif1', ['mif1', 'heic'])], ['heic', isoMedia('hevc')], ['avif', isoMedia('avif', ['mif1'])], ['video', isoMedia('isom', ['mp42'])],
    ['gif', Buffer.from('GIF89a=1;alert(1)//')], ['bmp', Buffer.from('BM\0\0\0\0')], ['tiff', Buffer.from('II*\0\x08\0\0\0', 'latin1')], ['tiff', Buffer.from('MM\0*', 'latin1')],
    ['svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">')], ['svg', Buffer.from('<?xml version="1.0"?>\n<!-- a -->\n<svg>')],
    ['html', Buffer.from('<!DOCTYPE html><html>')], ['html', Buffer.from('\ufeff  \n<HTML>')], ['html', Buffer.from('<!-- x --><script>alert(1)</script>')], ['html', Buffer.from('<h1>404</h1>')],
    ['xml', Buffer.from('<?xml version="1.0"?><HSoThueDTu/>')], ['word', zip('word/document.xml', Buffer.from('<w/>'))], ['excel', zip('xl/workbook.xml', Buffer.from('<x/>'))], ['zip', zip('a.txt', Buffer.from('a'))],
    ['word', Buffer.from('{\\rtf1 x}')], ['office-old', Buffer.from('d0cf11e0a1b11ae1', 'hex')], ['rar', Buffer.from('Rar!\x1a\x07\0', 'latin1')], ['7z', Buffer.from('377abcaf271c', 'hex')],
    ['program', Buffer.from('MZ\x90\0', 'latin1')], ['program', Buffer.from('\x7fELF', 'latin1')], ['program', Buffer.from('#!/bin/sh')],
    ['text', Buffer.from('Họ tên: Nguyễn Văn An')], ['unknown', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7])], ['unknown', Buffer.alloc(0)],
    // A PDF further in is not what a reader that starts at the beginning would see.
    ['html', Buffer.from(`<html>${'x'.repeat(40)}%PDF-1.7`)], ['unknown', Buffer.from(`${'\0'.repeat(20)}%PDF-1.7`)],
  ];
  for (const [expected, bytes] of cases) test(`${expected}: ${JSON.stringify(Buffer.from(bytes.subarray(0, 16)).toString('latin1'))}`, () => assert.equal(sniff(bytes), expected));
});

test('what name and browser claim, for the words of a refusal', () => {
  const cases = [['don.pdf', '', 'pdf'], ['DON.PDF', 'text/html', 'pdf'], ['a.jpg', '', 'image'], ['a.HEIC', '', 'image'], ['a', 'image/png', 'image'], ['a', 'application/pdf', 'pdf'], ['a.docx', '', null], ['', '', null]] as const;
  for (const [name, type, expected] of cases) assert.equal(claimed(name, type), expected, name);
});
