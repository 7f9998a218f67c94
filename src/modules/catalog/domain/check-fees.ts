import type { Text } from '../../../shared/text.ts';
import { checkFeeRules, fieldsOfFeeRule, type FeeRuleProblem } from '../../fee/domain/index.ts';
import type { ProcedureContent } from './procedure.ts';
import { askedFields } from './short-facts.ts';

const t = (vi: string, en: string): Text => ({ vi, en });
const WORDS: Readonly<Record<FeeRuleProblem['kind'], Text>> = {
  'id-missing': t('chưa có mã', 'has no id'), 'id-twice': t('trùng mã với mức khác', 'has the id of another rule'), 'name-missing': t('chưa có tên bằng cả hai thứ tiếng', 'has no name in both languages'),
  'legal-basis-missing': t('chưa ghi căn cứ', 'has no legal basis'), 'dates-wrong': t('ngày áp dụng không đúng', 'has wrong dates'), 'amount-wrong': t('số tiền không phải số đồng chẵn từ 0 trở lên', 'has an amount that is no whole number of đồng'),
  'field-missing': t('không ghi tính theo ô nào của tờ khai', 'does not name the answer that it counts'), 'tiers-wrong': t('các bậc trang không nối nhau đến hết', 'has tiers that do not follow each other to the end'), 'percent-wrong': t('tỷ lệ giảm không nằm trong 1–100 %', 'takes off a share outside of 1–100 %'),
};

/** What keeps the fee rules of a procedure from being computed with, in words; with a form also the answers that they read and nobody is asked for: such a count would be 0, and the fee nothing. */
export function checkFees(content: ProcedureContent): readonly Text[] {
  const problems = checkFeeRules(content.fees).map(({ kind, where }) => t(`Mức thu «${where}» ${WORDS[kind].vi}`, `Fee rule “${where}” ${WORDS[kind].en}`));
  if (!content.form) return problems;
  const asked = new Set(askedFields(content).flatMap((field) => [field.key, ...(field.columns ?? []).map((column) => `${field.key}.${column.key}`)]));
  const unasked = content.fees.flatMap((rule) => fieldsOfFeeRule(rule).filter((field) => !asked.has(field)).map((field) => t(`Mức thu «${rule.id}» đọc câu «${field}» mà tờ khai không hỏi`, `Fee rule “${rule.id}” reads the answer “${field}”, which the form does not ask for`)));
  return [...problems, ...unasked];
}
