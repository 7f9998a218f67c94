import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser } from './browser.ts';

test('a browser starts here, draws Vietnamese letters and obeys a narrow screen', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await page.setContent('<html lang="vi"><title>x</title><h1 style="display:inline">Đăng ký khai sinh ở xã Hàm Liêm</h1>');
    assert.equal(await page.locator('h1').textContent(), 'Đăng ký khai sinh ở xã Hàm Liêm');
    assert.equal(await page.evaluate('innerWidth'), 320);
    const box = await page.locator('h1').boundingBox();
    assert.ok(box && box.width > 150 && box.height > 20, 'no font: letters have no size');
    await page.setContent('<html lang="vi"><title>x</title><p id="kinh">Nguyễn Thị Hoa</p><p id="eđê">ɃƀĕŏŬ</p>');
    const devTools = await page.context().newCDPSession(page);
    const drawnIn = async (id: string): Promise<string[]> => {
      await devTools.send('DOM.enable');
      await devTools.send('CSS.enable');
      const { root } = await devTools.send('DOM.getDocument');
      const { nodeId } = await devTools.send('DOM.querySelector', { nodeId: root.nodeId, selector: `#${id}` });
      return (await devTools.send('CSS.getPlatformFontsForNode', { nodeId })).fonts.map((font) => font.familyName).sort();
    };
    assert.deepEqual(await drawnIn('kinh'), ['Open Sans'], 'pages are as wide as on every machine');
    assert.deepEqual(await drawnIn('eđê'), ['Open Sans', 'Tinos'], 'Ƀ and ƀ are drawn, not boxes');
  } finally {
    await browser.close();
  }
});
