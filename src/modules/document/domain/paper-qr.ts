import { fold } from '../../../shared/text.ts';

export interface PaperQr {
  readonly code: string;
  readonly procedureCode: string;
  /** identity number or tax code of the person or organisation */
  readonly identifier?: string;
  /** name of the paper */
  readonly paper: string;
  /** page to open; what follows `#` stays in the reader's telephone and reaches no server or log */
  readonly url?: string;
}
/**
 * Content of the QR code at the top left of a paper that the system issues: dossier code, procedure code, identifier of the
 * person or organisation, name of the paper (TT 01/2023/TT-VPCP). With a page to open it is one address, so that any telephone opens it.
 */
export function paperQr({ code, procedureCode, identifier, paper, url }: PaperQr): string {
  if (url === undefined) return [code, procedureCode, identifier ?? '', paper].join('|');
  const name = fold(paper).replaceAll(' ', '-');
  const parts = [['ma', code], ['tthc', procedureCode], ...(identifier ? [['dd', identifier]] : []), ['giay', name]];
  return `${url}#${parts.map(([key, value]) => `${key}=${encodeURIComponent(value as string)}`).join('&')}`;
}
