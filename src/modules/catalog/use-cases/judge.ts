import { checkForm } from '../../eform/domain/index.ts';
import { checkPublishable, type Lack, type ProcedureContent } from '../domain/index.ts';

/** What a content lacks, its form judged by the eform module's check; the quick check's questions count as asked before the form. */
export function judge(content: ProcedureContent): readonly Lack[] {
  const asked = (content.screening?.questions ?? []).map((question) => question.key);
  return checkPublishable(content, (form) => checkForm(form, asked).map((problem) => `${problem.where}: ${problem.problem.vi}`));
}
