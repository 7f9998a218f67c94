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
  } finally {
    await browser.close();
  }
});
