// Turns a source catalogue into the starter catalogue of this folder. Written to be run again when a newer source comes:
//   node_modules/.bin/node procedures/convert-source.mjs <folder with procedures.json>
// The facts come from the source; what is ours (plain words, orders, resolutions) lies beside it in `catalogue/` and is
// laid over here. Nothing doubtful is decided here: a doubt becomes a flag, and only `resolutions.json` answers flags.
import { readFileSync, writeFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseTermText } from '../src/modules/catalog/domain/term-text.ts';
import { resolveFlag } from '../src/modules/catalog/domain/version.ts';
import { fold, tidy } from '../src/shared/text.ts';

const source = process.argv[2];
if (!source) { console.error('usage: convert-source.mjs <folder with procedures.json>'); process.exit(2); }
const target = join(import.meta.dirname, 'catalogue');
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const records = readJson(join(source, 'procedures.json')).filter((record) => record.recommendedStarter);
const plainWords = readJson(join(target, 'plain-words.json'));
const orders = readJson(join(target, 'orders.json'));
const resolutions = readJson(join(target, 'resolutions.json')).byCode;

const CHANNELS = { 'Trực tuyến': 'online', 'Dịch vụ bưu chính': 'post', 'Trực tiếp': 'counter' };
const NOTHING = /^(?:không có thông tin|chưa có thông tin)/iu;
const clean = (text) => tidy(text.replace(/^[\s\-+*•)]+/u, ''));
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const bareName = (name) => capital(clean(name).replace(/^thủ tục\s+/iu, ''));

/* ---------------------------------------------------------------- papers */

const PLAIN_GROUPS = /^(?:giấy tờ phải|thành phần hồ sơ|xuất trình|người yêu cầu chứng thực|hồ sơ của|lưu ý)/iu;
const NOT_A_PAPER = /^(?:người tiếp nhận có trách nhiệm|trường hợp người yêu cầu đăng ký hộ tịch không cung cấp|số lượng hồ sơ|giấy tờ do cơ quan có thẩm quyền của nước ngoài cấp, công chứng hoặc xác nhận để sử dụng)/iu;
const ENGLISH = [
  [/^giấy tờ tùy thân/iu, 'Identity paper with a photo (citizen card or passport), valid'],
  [/^văn bản ủy quyền/iu, 'Authorisation, if somebody acts for you'],
  [/^giấy tờ chứng minh nơi cư trú/iu, 'Proof of residence, only if it cannot be looked up'],
  [/^mẫu (?:hộ tịch )?điện tử/iu, 'Online declaration'],
  [/^tờ khai/iu, 'Declaration form'],
  [/^giấy đề nghị/iu, 'Application form'],
  [/^(?:đơn|giấy thông báo|thông báo)/iu, 'Application form'],
  [/^giấy chứng sinh/iu, 'Birth certificate of the maternity clinic'],
  [/^giấy báo tử/iu, 'Death notice'],
  [/^dự thảo/iu, 'Draft of the document'],
];
function shorten(text) {
  const one = clean(text).replaceAll('CSDL', 'cơ sở dữ liệu');
  if (one.length <= 90) return one;
  const cut = one.slice(0, 88);
  return `${cut.slice(0, cut.lastIndexOf(' '))}…`;
}
function keyFor(text, used) {
  const base = fold(text).split(' ').slice(0, 7).join('-').slice(0, 48).replace(/-+$/u, '') || 'giay-to';
  let key = base;
  for (let n = 2; used.has(key); n += 1) key = `${base}-${n}`;
  used.add(key);
  return key;
}
function condition(component, name) {
  const group = component.group ? clean(component.group) : '';
  if (group !== '' && !PLAIN_GROUPS.test(group)) return capital(group.replace(/^(?:\([ivx]+\)|[a-z][.)])\s*/iu, '').replace(/[:.]$/u, ''));
  const inItem = /^\([ivx]+\)\s*(trường hợp [^,;.]+)/iu.exec(name);
  if (inItem) return capital(inItem[1]);
  if (!component.conditional) return null;
  const bracket = /\(((?:nếu|khi)[^)]*)\)/iu.exec(component.shortName ?? '');
  if (bracket) return capital(bracket[1].replaceAll('CSDL', 'cơ sở dữ liệu'));
  const clause = /((?:trong |đối với )?trường hợp|nếu)\s+([^;.]*?)(?:\s+thì\b|\s+phải (?:có|nộp)|,\s|[;.]|$)/iu.exec(name);
  if (clause && clause[2].length > 5) return capital(`${clause[1].replace(/^(?:trong|đối với)\s+/iu, '')} ${clause[2]}`.replace(/…$/u, ''));
  return 'Khi thuộc trường hợp ghi trong tên giấy tờ';
}
function convertPapers(record) {
  const used = new Set();
  const cut = [];
  const papers = [];
  for (const component of record.components ?? []) {
    const name = clean(component.name);
    if (component.kind === 'note' || component.isNote || NOT_A_PAPER.test(name)) continue;
    if (/^lưu ý/iu.test(component.group ?? '') && component.kind === 'submit') continue;
    const quantity = component.originals + component.copies;
    if (component.nameTruncated) cut.push(name);
    const short = shorten(component.shortName ?? name);
    const english = ENGLISH.find(([shape]) => shape.test(short));
    const declaration = component.kind === 'form' || component.kind === 'eform';
    const paper = {
      key: keyFor(short, used), name, shortName: { vi: short, en: english ? english[1] : short },
      kind: declaration ? 'form' : component.kind, originals: component.originals, copies: component.copies,
    };
    const online = component.kind === 'eform' || /hình thức trực tuyến\)?/iu.test(name);
    const offline = component.kind === 'form' && /hình thức trực tiếp/iu.test(name);
    if (declaration && online && !offline) paper.requiredWhen = { channel: ['online', 'assisted'] };
    else if (declaration && offline) paper.requiredWhen = { channel: ['counter', 'post'] };
    else {
      const when = condition(component, name);
      if (when) paper.whenText = when;
      else if (quantity === 0 && component.kind !== 'present') paper.optional = true;
    }
    if (component.form) paper.hint = { vi: `Theo ${component.form}`, en: `Form: ${component.form}` };
    papers.push(paper);
  }
  return { papers, cut };
}
function copiesOfDossier(record) {
  for (const component of record.components ?? []) {
    const found = /(?<!\d)0?(\d)\s*(?:\([^)]*\)\s*)?bộ(?: hồ sơ| đối)/iu.exec(`${component.group ?? ''} ${component.name}`);
    if (found) return Number(found[1]);
  }
  return null;
}

/* ----------------------------------------------------------------- terms */

function convertTerms(record) {
  const rows = (record.timeLimitByChannel ?? []).filter((row) => !NOTHING.test(row.text ?? ''));
  let terms = [];
  if (rows.length > 0) {
    const byText = new Map();
    for (const row of rows) {
      const text = clean(row.text);
      const channel = CHANNELS[row.channel];
      byText.set(text, [...(byText.get(text) ?? []), channel]);
    }
    if (byText.size === 1) {
      const text = [...byText.keys()][0];
      terms = [{ term: parseTermText(text), sourceText: text }];
    } else {
      for (const [text, channels] of byText) for (const channel of channels) terms.push({ channel, term: parseTermText(text), sourceText: text });
    }
  } else if (record.timeLimit && !NOTHING.test(record.timeLimit)) {
    terms = [{ term: parseTermText(record.timeLimit), sourceText: clean(record.timeLimit) }];
  }
  const asked = (record.timeLimitByChannel ?? []).some((row) => NOTHING.test(row.text ?? ''));
  const unread = terms.find((one) => one.term === null);
  if (!unread && !(terms.length === 0 && asked)) return { terms, flag: null };
  const candidates = [];
  if (record.fromMemory?.timeLimit) candidates.push({ value: record.fromMemory.timeLimit, basis: 'Theo trí nhớ của người soạn dữ liệu', unverified: true });
  for (const variant of record.variants ?? []) {
    if (variant.timeLimit && !NOTHING.test(variant.timeLimit) && !/không có thông tin/iu.test(variant.timeLimit)) {
      candidates.push({ value: clean(variant.timeLimit).slice(0, 400), basis: `Bản ${variant.where ?? 'khác'}`, ...(variant.asOf ? { asOf: variant.asOf } : {}) });
    }
  }
  for (const step of record.timeLimitFromSteps ?? []) candidates.push({ value: clean(step), basis: 'Trích trình tự của chính nguồn' });
  return {
    terms,
    flag: {
      key: 'terms', part: 'terms', sourceText: unread ? unread.sourceText : 'Không có thông tin',
      doubt: unread ? 'Nguồn ghi thời hạn không có đơn vị' : 'Nguồn không ghi thời hạn',
      ...(candidates.length > 0 ? { candidates } : {}),
    },
  };
}

/* ------------------------------------------------------------------ fees */

const BY_PROVINCE = /hội đồng nhân dân|HĐND|theo quy định của luật phí/iu;
const money = (text) => text.replace(/(\d{1,3}(?:,\d{3})+)/gu, (number) => number.replaceAll(',', '.')).replace(/\s*(?:Việt Nam Đồng|VNĐ)/giu, ' đồng');
function feeWords(row) {
  const note = row.note ? clean(row.note).replace(/^đồng\s*(?=\()/iu, '').replace(/^\((.*)\)$/u, '$1') : '';
  const fee = row.fee ? clean(money(row.fee)) : '';
  if (/^miễn phí$/iu.test(fee)) {
    if (BY_PROVINCE.test(note)) return note;
    return /^không (?:có|quy định)\.?$/iu.test(note) || note === '' ? 'Miễn phí' : /^miễn/iu.test(note) ? note : `Miễn phí. ${note}`;
  }
  if (/^phí\s*:\s*0 đồng$/iu.test(fee)) return '0 đồng';
  return note === '' ? fee : note.startsWith('/') ? `${fee}${note}` : `${fee} (${note})`;
}
function convertFees(record) {
  const rows = (record.feeByChannel ?? []).filter((row) => row.fee);
  const words = new Map();
  for (const row of rows) {
    const text = feeWords(row);
    const list = words.get(text) ?? [];
    if (!list.includes(CHANNELS[row.channel])) list.push(CHANNELS[row.channel]);
    words.set(text, list);
  }
  const shown = { online: 'trực tuyến', post: 'bưu chính', counter: 'trực tiếp' };
  const all = new Set(rows.map((row) => CHANNELS[row.channel]));
  const texts = [...words].map(([text, channels]) => (channels.length === all.size ? text : `${text} [${channels.map((channel) => shown[channel]).join(', ')}]`));
  const feeText = texts.length > 0 ? texts.join('; ') : record.fee ? clean(record.fee) : null;
  const flags = [];
  const doubtful = rows.find((row) => /^miễn phí$/iu.test(clean(row.fee)) && BY_PROVINCE.test(row.note ?? ''));
  if (doubtful) {
    flags.push({ key: 'fees', part: 'fees', sourceText: `Miễn phí – ${clean(doubtful.note)}`, doubt: 'Nguồn in «Miễn phí» trong khi chú thích nói mức thu do nơi khác quy định; mỗi tỉnh phải nhập nghị quyết của mình' });
  } else {
    const paid = (record.variants ?? []).filter((variant) => variant.fee && /\d[\d.]*\s*(?:đồng|đ\b)/iu.test(variant.fee) && feeText !== null && /^miễn phí/iu.test(feeText));
    if (paid.length > 0) {
      flags.push({ key: 'fees', part: 'fees', sourceText: 'Miễn phí', doubt: 'Bản khác của cùng thủ tục có thu tiền',
        candidates: paid.map((variant) => ({ value: clean(variant.fee).slice(0, 400), basis: `Bản ${variant.where ?? 'khác'}`, ...(variant.asOf ? { asOf: variant.asOf } : {}) })) });
    }
  }
  return { feeText, fees: fixedFee(record, rows), flags };
}
// Amounts that the source gives without a province's say, each under the circular it rests on.
function fixedFee(record, rows) {
  const basis = (record.legalBasis ?? []).find((one) => /226\/2016|257\/2016|114\/2016|281\/2016/u.test(one));
  if (!basis || rows.length === 0) return [];
  const domestic = rows.filter((row) => /đồng|VNĐ/iu.test(row.fee));
  const amounts = new Set(domestic.map((row) => Number((/([\d,]+)\s*(?:Việt Nam Đồng|VNĐ)/iu.exec(row.fee)?.[1] ?? '').replaceAll(',', ''))));
  const amount = [...amounts][0];
  const unit = /^\/(trường hợp|văn bản|giao dịch|di chúc)/iu.exec(domestic[0]?.note ?? '')?.[1];
  if (amounts.size !== 1 || !amount || !unit || BY_PROVINCE.test(domestic[0].note ?? '')) return [];
  return [{
    id: 'phi-chung-thuc', kind: 'phi', name: { vi: `Phí chứng thực (mỗi ${unit})`, en: 'Certification charge' },
    amount: { fixed: amount }, validFrom: '2017-01-01', legalBasis: 'Thông tư 226/2016/TT-BTC',
  }];
}

/* ----------------------------------------------------------------- order */

function convertOrder(code) {
  const entry = orders.byCode[code];
  if (!entry) return { order: [], flags: [], provenance: null, authority: null };
  const fill = (text) => text.replace(/\{(viec|so|giay)\}/gu, (_all, name) => entry[name]);
  let order = entry.template ? orders.templates[entry.template].map(fill) : entry.steps;
  if (entry.last) order = [...order.slice(0, -1), entry.last];
  if (entry.extra) order = [...order.slice(0, -2), entry.extra, ...order.slice(-2)];
  const law = entry.kind === 'law';
  return {
    order, authority: entry.authority ?? null,
    provenance: { basis: law ? entry.basis : `Trình tự công bố tại ${entry.basis}, viết lại ngắn`, ...(entry.asOf ? { asOf: entry.asOf } : {}), ...(law ? { unverified: true } : {}) },
    flags: law ? [{ key: 'order', part: 'order', sourceText: '', doubt: 'Bản nguồn không kèm trình tự thực hiện', resolution: { value: 'Dựng theo điều luật, chờ đối chiếu với bản công bố', basis: entry.basis, unverified: true } }] : [],
  };
}

/* ------------------------------------------------------------------- all */

const AUTHORITIES = { 'ubnd-xa': 'Ủy ban nhân dân cấp xã', 'quan-su-xa': 'Ban Chỉ huy quân sự cấp xã', 'cong-an-xa': 'Công an cấp xã', bhxh: 'Cơ quan bảo hiểm xã hội' };
function convert(record) {
  const words = plainWords[record.code] ?? {};
  const name = clean(record.name);
  const { papers, cut } = convertPapers(record);
  const { terms, flag: termFlag } = convertTerms(record);
  const { feeText, fees, flags: feeFlags } = convertFees(record);
  const { order, flags: orderFlags, provenance, authority } = convertOrder(record.code);
  const channels = Object.entries({ online: record.channels?.online, counter: record.channels?.direct, post: record.channels?.postal }).filter(([, open]) => open).map(([channel]) => channel);
  const flags = [...orderFlags];
  if (termFlag) flags.push(termFlag);
  flags.push(...feeFlags);
  if (cut.length > 0) flags.push({ key: 'papers', part: 'papers', sourceText: cut[0], doubt: `${cut.length} tên giấy tờ bị cắt ngắn trong nguồn` });
  for (const flag of record.flags ?? []) {
    if (/thiếu đơn vị/u.test(flag)) continue;
    flags.push(/mã ghép theo tên/u.test(flag)
      ? { key: 'code', part: 'code', sourceText: record.name, doubt: 'Mã quốc gia được ghép theo tên từ danh mục của một tỉnh' }
      : { key: 'name', part: 'name', sourceText: record.name, doubt: capital(flag) });
  }
  if (record.code === '1.013137') flags.push({ key: 'order', part: 'order', sourceText: 'làm thủ tục đăng ký nghĩa vụ quân sự chuyển đi', doubt: 'Trình tự trong nguồn chép của thủ tục chuyển đi' });
  const results = (record.results ?? []).length > 0 ? record.results.map((one) => ({ ...(one.code ? { code: one.code } : {}), name: clean(one.name) })) : record.result ? [{ name: clean(record.result) }] : [];
  let content = {
    code: record.code,
    officialName: name,
    plainName: { vi: words.vi ?? bareName(name), en: words.en ?? bareName(name) },
    aliases: words.aliases ?? [],
    lifeEvents: words.life ?? [],
    field: clean(record.field),
    ministry: clean(record.ministry),
    ...(record.decision ? { decision: clean(record.decision) } : {}),
    order,
    manner: channels.map((channel) => ({ channel, ...manner(record, channel) })),
    papers,
    copiesOfDossier: copiesOfDossier(record),
    terms,
    applicants: (record.applicants ?? []).map(clean),
    authority: authority ?? AUTHORITIES[record.handlerGroup] ?? null,
    results,
    conditions: record.conditions && !/^không$/iu.test(clean(record.conditions)) ? clean(record.conditions) : null,
    feeText,
    fees,
    legalBasis: (record.legalBasis ?? []).map(clean),
    cases: [],
    supplement: { maxRoundsPerStage: 1, requestWithinWorkingDays: 3, waitDays: 30, effect: 'restart', legalBasis: 'Nghị định 61/2018/NĐ-CP, Điều 19 khoản 4' },
    resultDelivery: channels.includes('post') ? ['counter', 'post'] : ['counter'],
    onlinePayment: channels.includes('online'),
    flags,
    sources: [...(record.sources ?? []), ...(record.portalUrl ? [record.portalUrl] : [])],
    ...(words.slug ? { slug: words.slug } : {}),
    handlerGroup: record.handlerGroup,
    ...((record.forms ?? []).length > 0 ? { publishedForms: record.forms } : {}),
    ...(words.rank ? { commonRank: words.rank } : {}),
    provenance: {
      ...(provenance ? { order: provenance } : {}),
      ...(authority ? {} : { authority: { basis: `Suy từ cấp thực hiện «${record.agencyLevel}» của nguồn`, unverified: true } }),
    },
  };
  for (const [key, resolution] of Object.entries(resolutions[record.code] ?? {})) {
    const resolved = resolveFlag(content, key, resolution);
    if (!resolved.ok) throw new Error(`${record.code} ${key}: ${JSON.stringify(resolved.refusal)}`);
    content = resolved.value;
  }
  return content;
}
function manner(record, channel) {
  const row = (record.feeByChannel ?? []).find((one) => CHANNELS[one.channel] === channel);
  const time = (record.timeLimitByChannel ?? []).find((one) => CHANNELS[one.channel] === channel);
  return {
    ...(time?.text && parseTermText(time.text) ? { term: clean(time.text) } : {}),
    ...(row?.fee ? { fee: feeWords(row) } : {}),
  };
}

for (const old of readdirSync(target).filter((one) => /^\d\.\d{6}\.json$/u.test(one))) rmSync(join(target, old));
for (const record of records) writeFileSync(join(target, `${record.code}.json`), `${JSON.stringify(convert(record), null, 2)}\n`);
console.log(`${records.length} procedures written`);
