import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aPayer, booksAgree } from '../support/extract.ts';
import { anOfficer } from '../support/people.ts';
import { faultsOf } from './looking.ts';
import { DESK, Person, PHONE } from './person.ts';

/** Where pictures of the pages are left for whoever wants to look at them; nowhere unless told. */
const PICTURES = process.env['MC_PICTURES'];

describe('paying on a telephone', { timeout: 180_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  before(async () => { [app, browser] = await Promise.all([startTestApp({ payments: true }), openBrowser()]); });
  after(async () => { await browser?.close(); await app?.close(); });
  async function looksRight(person: Person, name: string): Promise<void> {
    if (PICTURES) await person.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    assert.deepEqual([...(await faultsOf(person.page)), ...person.complaints.splice(0)], [], name);
  }

  it('row 9: from «Phải trả» over the gateway to the receipt, with a thumb', async () => {
    assert.ok(app.gateway);
    const payer = await aPayer(app, { copies: 3 });
    const person = await Person.open(browser, app, { ...PHONE, as: payer.visitor });
    await person.go(`/tra-tien/${payer.dossier}`);
    await person.stands('Phải trả 24.000 đ');
    await looksRight(person, 'tra-tien');
    await person.page.locator('summary', { hasText: 'VietQR' }).click();
    assert.ok(await person.page.locator('.mc-qr svg').isVisible());
    await looksRight(person, 'tra-tien-vietqr');
    await person.page.locator('#tra').click();
    await person.page.waitForURL((url) => url.pathname.startsWith('/paymentv2/'));
    app.gateway.behave({ ipn: 'lost' });
    await person.page.getByRole('button', { name: 'Trả tiền' }).click();
    await person.stands('Đang xác nhận');
    await looksRight(person, 'dang-xac-nhan');
    await person.press('Hỏi lại cổng thanh toán ngay');
    await app.drainJobs();
    await person.go(`/tra-tien/${payer.dossier}`);
    await person.stands('Đã nhận tiền');
    await looksRight(person, 'da-nhan-tien');
    assert.equal(await person.page.locator('main a[href^="/tep/"]').count(), 1);
    await booksAgree(app);
    app.gateway.behave({ ipn: 'normal' });
    await person.close();
  });

  it('row 9: the accountant, the leader and the counter at their desks', async () => {
    assert.ok(app.gateway);
    const [paid, late, owing] = [await aPayer(app), await aPayer(app), await aPayer(app, { copies: 2 })];
    app.gateway.decide(await paid.goToGateway(), 'tra');
    await app.gateway.idle();
    await app.drainJobs();
    const ref = await late.goToGateway();
    app.clock.forward(16 * 60_000);
    await app.database.owner.query("SELECT graphile_worker.add_job('sweep-payments')");
    await app.drainJobs();
    app.gateway.decide(ref, 'tra');
    await app.gateway.idle();
    await app.drainJobs();
    const at = async (username: string): Promise<Person> => Person.open(browser, app, { ...DESK, as: (await anOfficer(app, username)).visitor });
    const { rows: [receipt] } = await app.database.owner.query<{ year: number; number: number }>('SELECT year, number FROM payment_receipt WHERE dossier_id = $1', [paid.dossier]);
    const accountant = await at('ketoan.hamliem');
    for (const [path, name] of [['/ban/doi-soat', 'doi-soat'], [`/ban/doi-soat/bien-lai/${receipt?.year}/${receipt?.number}`, 'bien-lai'], ['/ban/doi-soat/tai-khoan', 'tai-khoan'], ['/ban/doi-soat/chuyen-khoan', 'chuyen-khoan']] as const) { await accountant.go(path); await looksRight(accountant, name); }
    await accountant.go(`/ban/doi-soat/bien-lai/${receipt?.year}/${receipt?.number}`);
    await accountant.type('ly-do', 'Ghi sai tên người nộp');
    await accountant.press('Gửi lãnh đạo duyệt');
    await accountant.page.getByText('Đang chờ lãnh đạo duyệt').waitFor();
    const leader = await at('lanhdao.hamliem');
    await leader.go('/ban/duyet-bien-lai');
    await looksRight(leader, 'duyet-bien-lai');
    const reception = await at('tiepnhan.hamliem');
    await reception.go(`/ban/ma-qr/${owing.dossier}`);
    await looksRight(reception, 'ma-qr');
    for (const person of [accountant, leader, reception]) await person.close();
  });
});
