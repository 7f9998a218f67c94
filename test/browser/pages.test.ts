import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { seedDemoDossiers } from '../../demo/seed-dossiers.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { aCounterDossier, aDossier, aDraft, aGuest, anOfficer } from '../support/people.ts';
import { faultsOf, linksOf } from './looking.ts';
import { Person, signInAtProvider, type Looks } from './person.ts';

/** The narrowest telephone: what fits here fits everywhere. */
const NARROW = { width: 320, height: 740 } as const;
/** The second look: dark, large letters, English, all at once. */
const OTHERWISE = { mc_co: 'lon', mc_giao_dien: 'toi', mc_ngon_ngu: 'en' } as const;
/** How many of one kind are looked at by one person; one unless told. */
const SEVERAL: Readonly<Record<string, number>> = { '/thu-tuc/:procedure': 2, '/ho-so/:id': 3, '/ban/ho-so/:id': 5, '/nhap/:draft/cau/:page': 12 };
/** Addresses by GET that show no page of ours, or only lead on. */
const NO_PAGE = /^\/(?:healthz|readyz|api\/|dia-chi\/|tep\/|tai-san\/|thong-bao\/|cai-dat-hien-thi|_ui|can-bo$|dang-nhap\/vneid|dang-nhap\/ve|tra-tien\/:dossier\/ve|ban\/doi-soat\/bien-lai$)|\/(?:tep|so-lieu|anh\/:photo)$/u;
const DESK_PAGE = /^\/(?:ban|quan-tri|can-bo)(?:[/?]|$)/u;
/** Pages of things that the demo's dossiers do not bring about; each names what it would take. */
const NEEDS_MORE: Readonly<Record<string, string>> = {
  '/ban/doi-soat/hoan-tien': 'money that came from a gateway', '/ban/ma-qr/:id': 'a fee that is still owed', '/ban/bao-cao/ii-06a/ban-chot/:id': 'a report that was closed', '/ban/bao-cao/ii-06a/ban-chot/:id/ho-so': 'a report that was closed',
  '/ban/chi-tieu/:id': 'targets that somebody set', '/ban/chi-tieu/dong/:id': 'targets that somebody set', '/ban/bao-cao/xin-loi/:id': 'an apology that was drafted',
  '/phan-anh/da-gui/:id': 'a complaint that was sent', '/ban/phan-anh/:id': 'a complaint that was sent', '/ho-so/:id/danh-gia': 'a result that was handed over',
  '/can-bo/dang-nhap/ma': 'a second factor', '/can-bo/hai-lop/ma-du-phong': 'a second factor', '/can-bo/hai-lop/tat': 'a second factor',
  '/can-bo/gui-lai': 'a form that was sent after the session had ended', '/nhap/:draft/dong-y': 'a form that an officer fills in for somebody', '/ban/khai-giup/xong/:draft': 'a form that an officer filled in for somebody', '/giup/:link': 'a form that an officer filled in for somebody',
  '/ho-so/:id/buu-dien': 'a result that goes by post', '/nhap/:draft/gui-buu-dien': 'a dossier that goes by post', '/ban/buu-dien/bien-ban/:id': 'a consignment that was handed over', '/ban/buu-dien/buu-gui/:id': 'a consignment of the post',
};

describe('every page', { timeout: 480_000 }, () => {
  let app: TestApp;
  let browser: Browser;
  const faults: string[] = [];
  const seen = new Set<string>();
  let looks = 0;
  before(async () => {
    [app, browser] = await Promise.all([startTestApp({ simulators: true }), openBrowser()]);
    await seedDemoDossiers(app.core);
    await app.drainJobs({ mayFail: true });
  });
  after(async () => { await browser?.close(); await app?.close(); });

  const patternOf = (path: string): string | undefined => {
    const parts = path.split('?')[0]?.split('/') ?? [];
    const fits = app.routes.filter((route) => route.method === 'GET' && !NO_PAGE.test(route.path)).map((route) => route.path).filter((route) => { const own = route.split('/'); return own.length === parts.length && own.every((part, at) => part.startsWith(':') || part === parts[at]); });
    return fits.sort((a, b) => (a.match(/:/gu)?.length ?? 0) - (b.match(/:/gu)?.length ?? 0))[0];
  };
  async function look(person: Person, where: string, which: 'first' | 'again' = 'first'): Promise<void> {
    looks++;
    faults.push(...(await faultsOf(person.page, which)).map((fault) => `${where}: ${fault}`), ...person.complaints.splice(0).map((one) => `${where}: ${one}`));
  }
  /** From these addresses on, along the links, each kind of page as often as `SEVERAL` says; kinds that somebody has seen already are left out, but for `again`. */
  async function walk(who: string, open: (more: Looks) => Promise<Person>, from: readonly string[], again: RegExp = /^$/u): Promise<void> {
    const person = await open({ ...NARROW });
    const other = await open({ ...NARROW });
    const at = new URL(app.url);
    await other.context.addCookies(Object.entries(OTHERWISE).map(([name, value]) => ({ name, value, url: at.href })));
    // Pages without a parameter need no link: whoever may open one looks at it, officers at theirs and the public at theirs.
    const untold = app.routes.filter((route) => route.method === 'GET' && !NO_PAGE.test(route.path) && !route.path.includes(':')).map((route) => route.path).filter((path) => !from.includes(path) && DESK_PAGE.test(path) === DESK_PAGE.test(from[0] ?? ''));
    const ahead = [...from, ...untold];
    const met = new Set<string>();
    const mine = new Map<string, number>();
    for (let path = ahead.shift(); path !== undefined; path = ahead.shift()) {
      const pattern = patternOf(path);
      if (pattern === undefined || met.has(path)) continue;
      met.add(path);
      const times = mine.get(pattern) ?? 0;
      if (!from.includes(path) && (times >= (SEVERAL[pattern] ?? 1) || (seen.has(pattern) && !again.test(pattern)))) continue;
      mine.set(pattern, times + 1);
      const answer = await person.page.goto(new URL(path, app.url).href).catch((error: Error) => { if (/Download is starting/u.test(error.message)) return 'file' as const; throw error; });
      if (answer === 'file') continue;
      if (untold.includes(path) && ((answer?.status() ?? 500) >= 400 && (answer?.status() ?? 500) < 500 || patternOf(new URL(person.page.url()).pathname) !== pattern)) { mine.delete(pattern); person.complaints.splice(0); continue; }
      if ((answer?.status() ?? 0) >= 400) { faults.push(`${who} ${path}: ${answer?.status()}`); continue; }
      await look(person, `${who} ${path}`);
      // What citizens do is looked at as citizens: an officer is not let into most of it.
      ahead.push(...(await linksOf(person.page)).filter((link) => DESK_PAGE.test(link) || !DESK_PAGE.test(from[0] ?? '')));
      await other.page.goto(new URL(path, app.url).href);
      await look(other, `${who} ${path} (en, dark, large)`, 'again');
    }
    for (const pattern of mine.keys()) seen.add(pattern);
    await person.close();
    await other.close();
  }
  const officer = (username: string) => async (more: Looks): Promise<Person> => Person.open(browser, app, { ...more, as: (await anOfficer(app, username)).visitor });
  const citizen = (name: string) => async (more: Looks): Promise<Person> => {
    const person = await Person.open(browser, app, more);
    await person.go('/dang-nhap/vneid');
    await signInAtProvider(person, name);
    await person.stands('Anh/chị cần làm việc gì?');
    return person;
  };
  const clean = (t: { diagnostic(words: string): void }): void => {
    t.diagnostic(`${looks} looks so far, ${seen.size} kinds of pages`);
    assert.deepEqual(faults.splice(0), []);
  };

  it('of the public is sound', async (t) => {
    await walk('public', (more) => Person.open(browser, app, more), ['/', '/tim?q=khai sinh', '/tim?q=xyzqq', '/khai/khai-sinh/dieu-kien', '/khai/khai-sinh/dieu-kien?xem=1&qBirthPlace=nuoc-ngoai&qParents=viet-nam&qMarried=roi&qProof=co', '/khai/khai-sinh?da-kiem-tra=1', '/da-thoat', '/can-bo/dang-nhap', '/minh-bach', '/phan-anh', '/phan-anh/gui', '/phan-anh/tra-cuu', '/danh-gia']);
    clean(t);
  });
  it('of somebody who fills in a form is sound', async (t) => {
    const guest = await aGuest(app);
    const [draft, dossier] = [await aDraft(app, guest), await aDossier(app, guest)];
    await walk('guest', (more) => Person.open(browser, app, { ...more, as: guest.visitor }), ['/ho-so-cua-toi', `/nhap/${draft}/xac-nhan`, `/nhap/${draft}/kiem-tra`, `/ho-so/${dossier}/da-nop`, '/khai/khai-sinh', `/tra-tien/${dossier}`, `/ho-so/${dossier}/lien-thong`]);
    clean(t);
  });
  it('of people who are signed in is sound', async (t) => {
    await walk("H'Yiêm", citizen("H'Yiêm Niê"), ['/ho-so-cua-toi', '/dang-nhap'], /^\/ho-so\/:id$/u);
    await walk('Hoa', citizen('Nguyễn Thị Hoa'), ['/ho-so-cua-toi'], /^\/ho-so\/:id$/u);
    clean(t);
  });
  it('of reception is sound', async (t) => {
    const received = await aCounterDossier(app, await anOfficer(app, 'tiepnhan.hamliem'));
    await app.drainJobs({ mayFail: true });
    await walk('reception', officer('tiepnhan.hamliem'), ['/ban', '/ban?xem=tat-ca', '/ban/tim?q=Nguyễn', `/ban/tiep-nhan/da-nhan/${received}`, `/ban/ma-qr/${received}`, `/ban/ho-so/${received}/lien-thong`]);
    clean(t);
  });
  it('of the specialist is sound', async (t) => { await walk('specialist', officer('thuly.hamliem'), ['/ban', '/ban?xem=tat-ca'], /^\/ban\/ho-so\/:id$/u); clean(t); });
  it('of the leader is sound', async (t) => { await walk('leader', officer('lanhdao.hamliem'), ['/ban', '/ban/ky'], /^\/ban\/ho-so\/:id$/u); clean(t); });
  it('of control, accounts, supervision and administration is sound', async (t) => {
    await walk('control', officer('kiemsoat.hamliem'), ['/quan-tri/thu-tuc', '/quan-tri/lich', '/ban/bao-cao', '/ban/chi-tieu']);
    await walk('control of the province', officer('kiemsoat.lamdong'), ['/quan-tri/lich']);
    await walk('volunteer', officer('tinhnguyen.hamliem'), ['/ban/khai-giup', '/ban/khai-giup/khai-sinh']);
    await walk('accounts', officer('ketoan.hamliem'), ['/ban']);
    await walk('head of the desk', officer('motcua.hamliem'), ['/ban', '/ban/bao-cao']);
    await walk('inspector', officer('thanhtra.hamliem'), ['/ban/bao-cao']);
    await walk('admin', officer('quantri.hamliem'), ['/quan-tri/co-quan', '/quan-tri/tin-nhan', '/can-bo/doi-mat-khau', '/can-bo/noi-lam-viec']);
    clean(t);
  });
  it('that comes back with a mistake is sound too, and says what to mend', async (t) => {
    const guest = await aGuest(app);
    const draft = await aDraft(app, guest, { paper: 'none' });
    const waiting = await aDossier(app, guest);
    const mother = await Person.open(browser, app, { ...NARROW, as: guest.visitor });
    const wrong = async (who: Person, path: string, press: string | null, before?: (page: Person['page']) => Promise<unknown>): Promise<void> => {
      await who.go(path);
      await before?.(who.page);
      if (press) await who.press(press);
      await who.page.locator('.mc-errors').waitFor();
      assert.match(await who.page.title(), /^(?:Lỗi|Error): /u, path);
      for (const href of await who.page.locator('.mc-errors a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))) assert.equal(await who.page.locator(`[id="${href.slice(1)}"]`).count(), 1, `${path}: ${href} leads nowhere`);
      await look(who, `${path} with a mistake`);
    };
    const empty = (page: Person['page']): Promise<void> => page.evaluate(() => { for (const box of document.querySelectorAll<HTMLInputElement>('main input:not([type=hidden]):not([type=file]), main textarea')) { if (/radio|checkbox/u.test(box.type)) box.checked = false; else box.value = ''; } });
    await wrong(mother, '/khai/khai-sinh/dieu-kien', 'Xem kết quả');
    await wrong(mother, '/khai/khai-sinh?da-kiem-tra=1&moi=1', 'Bắt đầu khai');
    await wrong(mother, `/nhap/${draft}/xac-nhan`, 'Tiếp tục', empty);
    for (const page of ['nguoi-khai', 'be', 'ngay-sinh', 'cha']) await wrong(mother, `/nhap/${draft}/cau/${page}`, 'Tiếp tục', empty);
    await wrong(mother, `/nhap/${draft}/giay-to`, 'Tiếp tục');
    await wrong(mother, `/nhap/${draft}/nhan-ket-qua`, 'Tiếp tục', empty);
    await wrong(mother, `/nhap/${draft}/kiem-tra`, 'Nộp hồ sơ');
    await wrong(mother, '/tra-cuu?ma=T-AAAA-BBBB&bi-mat=AAAAAAAA', null);
    await wrong(mother, '/can-bo/dang-nhap', 'Đăng nhập');
    await mother.close();
    const reception = await officer('tiepnhan.hamliem')({ ...NARROW });
    await wrong(reception, `/ban/ho-so/${waiting}/bo-sung`, 'Gửi yêu cầu bổ sung (Mẫu 02)');
    await wrong(reception, `/ban/ho-so/${waiting}`, 'Từ chối và gửi Mẫu 03', async (page) => { for (const part of await page.locator('main details').all()) await part.evaluate((element) => { (element as HTMLDetailsElement).open = true; }); });
    await wrong(reception, '/ban/tiep-nhan/khai-sinh', 'Nhận và in giấy hẹn', empty);
    await wrong(reception, '/ban/tra-ket-qua?ma=H36.23095-260101-9999', null);
    await reception.close();
    clean(t);
  });
  it('has been looked at: no page is reached by nobody', () => {
    const pages = app.routes.filter((route) => route.method === 'GET' && !NO_PAGE.test(route.path)).map((route) => route.path);
    assert.deepEqual(pages.filter((path) => !seen.has(path) && !(path in NEEDS_MORE)), []);
  });
});
