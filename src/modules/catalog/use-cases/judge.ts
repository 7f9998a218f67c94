import { checkPublishable, type Lack, type ProcedureContent } from '../domain/index.ts';
import type { FormCheck } from '../ports.ts';

/** What a content lacks, with the form judged by the eform module's check. */
export const judge = (deps: { readonly checkForm?: FormCheck }, content: ProcedureContent): readonly Lack[] => checkPublishable(content, deps.checkForm);
