import type { PaperTick, ReceivedFile, JudgedItem, Verdict } from '../../dossier/domain/index.ts';
import type { Paper } from '../../catalog/domain/index.ts';

export type VerdictWord = 'dat' | 'thieu' | 'sai' | 'khong-ap-dung';
/** One item as it stands on the screen: what was chosen and written, in order or not. */
export interface TypedVerdict { readonly verdict: VerdictWord | undefined; readonly reason: string; /** sentence taken from the list of frequent reasons */ readonly stock: string }
export type TypedVerdicts = ReadonlyMap<string, TypedVerdict>;
type Body = Readonly<Record<string, string | undefined>>;

const STORED: Readonly<Record<VerdictWord, Verdict['verdict']>> = { dat: 'ok', thieu: 'missing', sai: 'wrong', 'khong-ap-dung': 'not-applicable' };
const isVerdict = (value: string | undefined): value is VerdictWord => value !== undefined && value in STORED;

/** Name of an item's inputs: `giay.<paper>` or `cau.<answer>`, with `.reason` and `.mau` beside it. */
export const inputOf = (item: Pick<JudgedItem, 'type' | 'key'>): string => `${item.type === 'paper' ? 'giay' : 'cau'}.${item.key}`;
const namesOf = (item: JudgedItem): readonly string[] => { const name = inputOf(item); return [name, `${name}.reason`, `${name}.mau`]; };

export function readTypedVerdicts(items: readonly JudgedItem[], body: Body): TypedVerdicts {
  return new Map(items.map((item) => {
    const name = inputOf(item);
    const chosen = body[name];
    return [name, { verdict: isVerdict(chosen) ? chosen : undefined, reason: body[`${name}.reason`]?.normalize('NFC').trim() ?? '', stock: body[`${name}.mau`]?.trim() ?? '' }];
  }));
}
/** Input names that belong to no item and are none of `others`: the post is refused when there are any. */
export function unknownInputs(items: readonly JudgedItem[], body: Body, others: readonly string[]): readonly string[] {
  const known = new Set([...items.flatMap(namesOf), ...others]);
  return Object.keys(body).filter((name) => !known.has(name));
}
/** «Đánh dấu Đạt cho những mục còn lại»: only what nobody has judged yet. */
export const markRest = (typed: TypedVerdicts): TypedVerdicts => new Map([...typed].map(([name, one]) => [name, one.verdict === undefined ? { ...one, verdict: 'dat' } : one]));

/** Verdicts as they are sent; an item without one is left out, so that the rule can name it. Frequent reason first, own words after it. */
export function verdictsOf(items: readonly JudgedItem[], typed: TypedVerdicts): readonly Verdict[] {
  return items.flatMap((item): Verdict[] => {
    const one = typed.get(inputOf(item));
    if (!one?.verdict) return [];
    const verdict = STORED[one.verdict];
    const reason = verdict === 'missing' || verdict === 'wrong' ? [one.stock, one.reason].filter(Boolean).join(' ') : '';
    return [{ item: { type: item.type, key: item.key, label: item.label }, verdict, ...(reason ? { reason } : {}) }];
  });
}

/**
 * Frequent reasons for one paper, in the words that the citizen reads: what is wrong and how to mend it. Only those that
 * can be true: a paper that is there is not «not there», a paper without a scan has no blurred picture.
 */
export function frequentReasons(paper: Paper, files: readonly ReceivedFile[], ticks: readonly PaperTick[]): readonly string[] {
  const scans = files.filter((file) => file.paper === paper.key);
  const there = scans.length > 0 || ticks.some((tick) => tick.paper === paper.key && (tick.shown === true || tick.originals + tick.copies > 0));
  return [
    ...(there ? ['Giấy còn thiếu trang. Gửi đủ mọi trang, kể cả mặt sau.', 'Họ tên, ngày sinh hoặc số giấy tờ trên giấy khác với phần đã khai. Xem lại bên nào đúng rồi sửa bên kia.', 'Giấy đã hết hạn sử dụng. Nộp giấy còn hạn.', 'Giấy chưa có chữ ký hoặc con dấu của nơi cấp. Xin nơi cấp ký, đóng dấu rồi nộp lại.'] : ['Chưa có giấy này trong hồ sơ. Chụp và gửi, hoặc mang đến quầy.']),
    ...(scans.some((file) => file.mime.startsWith('image/')) ? ['Ảnh mờ hoặc tối, không đọc được. Chụp lại từng trang ở chỗ sáng.', 'Ảnh bị cắt mất góc. Chụp lại đủ bốn góc của giấy.'] : []),
    ...(there && paper.copies > 0 ? ['Bản sao chưa được chứng thực. Mang bản chính đến quầy để đối chiếu, hoặc nộp bản sao có chứng thực.'] : []),
    ...(there ? ['Giấy do nước ngoài cấp chưa dịch hoặc chưa hợp pháp hóa lãnh sự. Làm xong rồi nộp lại.'] : []),
  ];
}
