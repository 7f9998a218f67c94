import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { disposition } from '../../../platform/http/headers.ts';
import { FILE_LIMITS, cleanFileName, downloadName } from './index.ts';

describe('names of files', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['Giấy chứng sinh.pdf', 'Giấy chứng sinh.pdf'], ['../../etc/passwd', 'passwd'], ['C:\\Users\\An\\don.pdf', 'don.pdf'], ['/don.pdf', 'don.pdf'], ['..', 'tep'], ['.', 'tep'], ['', 'tep'], ['.pdf', 'pdf'], ['   ', 'tep'], ['....pdf', 'pdf'],
    ['don\0.pdf', 'don.pdf'], ['don\r\nSet-Cookie: a=b.pdf', 'donSet-Cookie_ a=b.pdf'], ['anh\u202Egpj.exe', 'anhgpj.exe'], ['a\u200Bb\u00AD.png', 'ab.png'], ['"><img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
    ['don;filename=x.pdf', 'don_filename=x.pdf'], ['100%.pdf', '100_.pdf'], ['CON.pdf', 'tep-CON.pdf'], ['nul', 'tep-nul'], ['a\u00a0\tb.pdf', 'a b.pdf'], ['anh.jpg ', 'anh.jpg'], ['anh.jpg...', 'anh.jpg'],
    // Full-width dots and slash: NFKC would make `../` of them. They stay what they are, one name.
    ['．．／secret.pdf', '．．／secret.pdf'], ['\ud800a.pdf', 'a.pdf'], ['Đơn xin xác nhận (1).pdf', 'Đơn xin xác nhận (1).pdf'], ['ảnh 1+2=3 & #5.webp', 'ảnh 1+2=3 & #5.webp'],
  ];
  for (const [given, expected] of cases) test(JSON.stringify(given), () => assert.equal(cleanFileName(given), expected));

  test('composed and decomposed spelling are one name', () => {
    const name = 'Giấy xác nhận tình trạng hôn nhân của Ưu Đức Hoàng.pdf';
    assert.equal(cleanFileName(name.normalize('NFD')), cleanFileName(name.normalize('NFC')));
    assert.equal(cleanFileName(name.normalize('NFD')), name.normalize('NFC'));
  });
  test('a long name keeps its end, and no letter is cut in half', () => {
    const long = cleanFileName(`${'ễ'.repeat(400)}.pdf`);
    assert.equal(long, `${'ễ'.repeat(FILE_LIMITS.nameCharacters - 4)}.pdf`);
    assert.doesNotThrow(() => encodeURIComponent(cleanFileName(`${'😀'.repeat(400)}.pdf`)));
  });
  test('the extension of what is handed out says what it is', () => {
    const cases = [['a.pdf', 'application/pdf', 'a.pdf'], ['a.png', 'image/webp', 'a.webp'], ['a.JPEG', 'image/jpeg', 'a.JPEG'], ['a.exe', 'application/pdf', 'a.exe.pdf'], ['a', 'image/png', 'a.png'], ['don 1.2', 'application/pdf', 'don 1.2.pdf'], ['a.html', 'image/jpeg', 'a.html.jpg']] as const;
    for (const [name, mime, expected] of cases) assert.equal(downloadName(name, mime), expected);
  });
  test('whatever is typed becomes one safe name, the same when cleaned again, and a header that says one name', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 200 }), fc.array(fc.constantFrom('../', '\\', '\0', '"', ';', '\r\n', 'filename*=', '.', ' ', 'ấ', 'a\u0302\u0301', '\u202e', '．', '／', '%2e', '\ud83d', '.pdf'), { maxLength: 30 }).map((parts) => parts.join(''))), (typed) => {
      const name = cleanFileName(typed);
      assert.match(name, /^[^/\\\p{Cc}\p{Cf}<>:"|?*%;]+$/u);
      assert.ok(name.length > 0 && [...name].length <= FILE_LIMITS.nameCharacters && !name.startsWith('.') && name.trim() === name && name.isWellFormed());
      assert.equal(cleanFileName(name), name);
      const header = disposition(downloadName(name, 'application/pdf'), false);
      assert.match(header, /^attachment; filename="[A-Za-z0-9._ -]+"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|-]+$/u);
      assert.equal(decodeURIComponent(header.slice(header.indexOf("''") + 2)), downloadName(name, 'application/pdf'));
    }), { numRuns: 300 });
  });
});
