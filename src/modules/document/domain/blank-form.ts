import type { OutlineSection } from '../../eform/domain/index.ts';

/** The declaration as an empty sheet, drawn from the same form that is filled in on the screen. */
export interface BlankFormPaper {
  readonly title: string;
  readonly procedure: string;
  readonly procedureCode: string;
  /** «Mẫu này in từ tờ khai điện tử, bản 2 …» and what law the questions come from */
  readonly sourceNote: string;
  readonly sections: readonly OutlineSection[];
  readonly pledge: string;
}
