import type { VNode } from 'preact';
import { vietnamDate, yearOf } from '../../../shared/plain-date.ts';
import { LetterPreview } from '../../../ui/components/letter-preview/letter-preview.tsx';
import type { Answers } from '../../../shared/condition.ts';
import type { ResultTemplate } from '../../catalog/domain/index.ts';
import type { ResultPaper } from '../../document/domain/index.ts';
import { personalOf } from '../../dossier/index.ts';
import { resultPaper } from '../domain/paper-of-event.ts';
import type { AtDesk, DeskDeps } from './desk-deps.ts';
import { RESULT } from './words.ts';

export const templateOf = (at: Pick<AtDesk, 'content'>): ResultTemplate | undefined => at.content.results.find((result) => result.template)?.template;

/** The result's paper as it will be signed, from the same source as the PDF; number and date stand open until then. */
export async function resultAsItStands(deps: DeskDeps, at: AtDesk, template: ResultTemplate, draft: Answers, now: Date): Promise<ResultPaper | null> {
  const { loaded, content } = at;
  const agency = await deps.agencies.find(loaded.state.competentAgency);
  if (!agency) return null;
  const { owner, answers } = personalOf(loaded.events);
  const approved = loaded.state.approved ?? { book: template.book, year: yearOf(vietnamDate(now)), number: 0, verifyCode: '', signer: '', signerName: '', signerTitle: template.signerTitle, issuedOn: vietnamDate(now), at: now.toISOString() };
  const paper = resultPaper({ state: loaded.state, content, owner, answers, agency, siteUrl: deps.siteUrl, secret: '', demo: loaded.demo, lookups: deps.lookups, template, draft, approved, trial: true });
  return loaded.state.approved ? paper : { ...paper, number: `(${RESULT.atSigning})/${approved.year}/${approved.book}` };
}

export function ResultSheet({ paper, signed }: { readonly paper: ResultPaper; readonly signed: boolean }): VNode {
  return (
    <LetterPreview agency={[paper.agency]} number={`Số: ${paper.number}`} placeAndDate={`${paper.place}, ${signed ? paper.date : RESULT.dateAtSigning}`} title={paper.title} {...(paper.subtitle ? { about: paper.subtitle } : {})} signer={[paper.signer.authority, paper.signer.title, paper.signer.name].filter((line): line is string => Boolean(line))}>
      {paper.basis && <p>{paper.basis}</p>}
      {paper.lines.map((line, at) => <p key={at}><b>{line.label}:</b> {line.value || '…'}</p>)}
      {paper.closing && <p>{paper.closing}</p>}
    </LetterPreview>);
}
