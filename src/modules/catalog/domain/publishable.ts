import type { FormDefinition } from '../../eform/domain/index.ts';
import type { Text } from '../../../shared/text.ts';
import { checkFees } from './check-fees.ts';
import type { ProcedureContent, SourceFlag } from './procedure.ts';
import { showTerm, workingHours } from './term-text.ts';

/** A part of a procedure that an administrator can be sent to. The first seven are compulsory. */
export type Part = 'name' | 'order' | 'manner' | 'papers' | 'terms' | 'applicants' | 'authority' | 'fees' | 'form' | 'process' | 'result' | 'level';
export interface Lack {
  readonly part: Part;
  /** the text that asks for it */
  readonly article: string;
  readonly words: Text;
  /** a lack that blocks keeps the version a draft; the others are warnings */
  readonly blocks: boolean;
}

const SEVEN = 'Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2';
const ONE_STOP = 'Nghị định 61/2018/NĐ-CP, Điều 20';
const REASON = 'Nghị định 224/2026/NĐ-CP, Điều 14';
const CODE = /^\d\.\d{6}$/u;

/** Parts whose unanswered doubt keeps a version from being published; a doubt about any other part is shown and does not block. */
const DOUBT_BLOCKS: readonly string[] = ['code', 'name', 'order', 'manner', 'terms', 'applicants', 'authority'];

/**
 * What a version lacks before it may be published: the seven compulsory parts (NĐ 63/2010 Đ.8 k.2), doubts of the source
 * that nobody has answered, faults of the form (`checkForm` gives them in words) and of the fee rules, steps that take longer than the whole.
 * Pure; an empty list without `blocks` means that the version may be published.
 */
export function checkPublishable(content: ProcedureContent, checkForm: (form: FormDefinition) => readonly string[] = () => []): readonly Lack[] {
  return [...compulsory(content), ...doubts(content), ...consistency(content, checkForm)];
}
export const blocking = (lacks: readonly Lack[]): readonly Lack[] => lacks.filter((lack) => lack.blocks);

function compulsory(content: ProcedureContent): Lack[] {
  const lacks: Lack[] = [];
  const lack = (part: Part, vi: string, en: string): void => { lacks.push({ part, article: SEVEN, words: { vi, en }, blocks: true }); };
  if (!CODE.test(content.code) || content.officialName.trim() === '') lack('name', 'Chưa có tên thủ tục hoặc mã quốc gia dạng 1.001193', 'The name or the national code is missing');
  if (content.order.every((step) => step.trim() === '')) lack('order', 'Chưa có trình tự thực hiện', 'The order of steps is missing');
  if (content.manner.length === 0) lack('manner', 'Chưa có cách thức thực hiện (trực tiếp, trực tuyến hay bưu chính)', 'The manner of submission is missing');
  if (content.papers.length === 0) lack('papers', 'Chưa có thành phần hồ sơ', 'The list of papers is missing');
  else if (content.copiesOfDossier === null && content.papers.every((paper) => paper.originals + paper.copies === 0)) {
    lack('papers', 'Chưa có số lượng hồ sơ: không ghi số bộ và không giấy tờ nào ghi số bản', 'The number of copies is missing');
  }
  if (content.terms.length === 0) lack('terms', 'Chưa có thời hạn giải quyết', 'The time limit is missing');
  if (content.applicants.length === 0) lack('applicants', 'Chưa có đối tượng thực hiện', 'Who may apply is missing');
  if (content.authority === null || content.authority.trim() === '') lack('authority', 'Chưa có cơ quan giải quyết', 'The deciding authority is missing');
  return lacks;
}

function doubts(content: ProcedureContent): Lack[] {
  const open = content.flags.filter((flag) => !flag.resolution);
  const lacks = open.map((flag): Lack => ({
    part: partOf(flag), article: 'Nguồn dữ liệu', blocks: DOUBT_BLOCKS.includes(flag.part),
    words: { vi: `Còn nghi vấn chưa giải: ${flag.doubt}${quoted(flag)}`, en: `A doubt of the source is not answered: ${flag.doubt}${quoted(flag)}` },
  }));
  const unread = content.terms.filter((term) => term.term === null);
  if (unread.length > 0 && !open.some((flag) => flag.part === 'terms')) {
    lacks.push({ part: 'terms', article: SEVEN, blocks: true, words: { vi: `Thời hạn «${unread[0]?.sourceText ?? ''}» không có đơn vị`, en: `The time limit «${unread[0]?.sourceText ?? ''}» has no unit` } });
  }
  return lacks;
}
const quoted = (flag: SourceFlag): string => (flag.sourceText === '' ? '' : ` – nguồn ghi «${flag.sourceText.length > 120 ? `${flag.sourceText.slice(0, 119)}…` : flag.sourceText}»`);
function partOf(flag: SourceFlag): Part {
  const known: readonly Part[] = ['name', 'order', 'manner', 'papers', 'terms', 'applicants', 'authority', 'fees', 'form', 'process', 'result', 'level'];
  return known.find((part) => part === flag.part) ?? 'name';
}

function consistency(content: ProcedureContent, checkForm: (form: FormDefinition) => readonly string[]): Lack[] {
  const lacks: Lack[] = [];
  if (content.form) {
    for (const fault of checkForm(content.form)) lacks.push({ part: 'form', article: 'Nghị định 63/2010/NĐ-CP, Điều 8', blocks: true, words: { vi: `Tờ khai: ${fault}`, en: `Form: ${fault}` } });
  }
  for (const words of checkFees(content)) lacks.push({ part: 'fees', article: 'Luật Phí và lệ phí 97/2015/QH13', blocks: true, words });
  const total = shortestHours(content);
  if (content.process && total !== null) {
    const sum = content.process.steps.reduce((hours, step) => hours + step.hours, 0);
    if (sum > total.hours) {
      lacks.push({ part: 'process', article: ONE_STOP, blocks: true, words: {
        vi: `Các bước cộng lại ${sum} giờ làm việc, dài hơn thời hạn ${total.shown.vi} (${total.hours} giờ)`,
        en: `The steps add up to ${sum} working hours, longer than the limit of ${total.shown.en} (${total.hours} hours)`,
      } });
    }
  }
  if (content.form && !content.process) {
    lacks.push({ part: 'process', article: 'Nghị định 61/2018/NĐ-CP, Điều 18', blocks: false, words: { vi: 'Chưa có quy trình xử lý được duyệt, nên chưa nhận qua mạng được', en: 'No working process is approved, so it cannot be accepted online' } });
  }
  const keys = new Set<string>();
  for (const paper of content.papers) {
    if (keys.has(paper.key)) lacks.push({ part: 'papers', article: 'Toàn vẹn dữ liệu', blocks: true, words: { vi: `Hai giấy tờ cùng khóa «${paper.key}»`, en: `Two papers share the key «${paper.key}»` } });
    keys.add(paper.key);
  }
  if (content.results.length === 0) lacks.push({ part: 'result', article: 'Nghị định 63/2010/NĐ-CP, Điều 8', blocks: false, words: { vi: 'Chưa ghi kết quả thực hiện', en: 'The result is not described' } });
  if (content.form && content.manner.some((manner) => manner.channel === 'online') && !content.partialReason && !content.resultDelivery.some((way) => way !== 'counter')) {
    lacks.push({ part: 'level', article: REASON, blocks: false, words: { vi: 'Chưa toàn trình mà chưa công bố lý do', en: 'Only partly online, and the reason is not published' } });
  }
  return lacks;
}

/** The term of the ordinary case: steps must fit the shortest one that holds for every case. */
function shortestHours(content: ProcedureContent): { hours: number; shown: Text } | null {
  let least: { hours: number; shown: Text } | null = null;
  const general = content.terms.filter((term) => term.caseKey === undefined);
  for (const { term } of general.length > 0 ? general : content.terms) {
    const hours = term ? workingHours(term) : null;
    if (term && hours !== null && (least === null || hours < least.hours)) least = { hours, shown: showTerm(term) };
  }
  return least;
}
