import { notFound } from '../../../platform/http/problem.ts';
import type { RouteRequest, SetCookie, UploadPart } from '../../../platform/http/route.ts';
import { officerOf, officerScope as deskScope } from '../../../platform/http/who-asks.ts';
import type { Officer } from '../../../shared/actor.ts';
import type { Result } from '../../../shared/result.ts';
import type { Text } from '../../../shared/text.ts';
import type { Packing } from '../../eform/domain/index.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { PaperRenderer } from '../../document/index.ts';
import type { DossierReader, LoadedDossier, RegisterReader } from '../../dossier/index.ts';
import type { DossierWebDeps } from '../../dossier/web/index.ts';
import type { QueueScope, WorkbookWriter, WorkQueue } from '../ports.ts';

export type Asking = Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'cookie' | 'key' | 'now'>;
export interface DeskDeps extends DossierWebDeps {
  readonly queue: WorkQueue;
  readonly register: RegisterReader;
  /** papers drawn while somebody waits for them */ readonly printer: Pick<PaperRenderer, 'render'>;
  readonly workbook: WorkbookWriter;
  readonly reader: DossierReader;
  /** published procedures for the counter's search, best first; the most frequent ones when nothing was typed */
  findProcedures(typed: string, limit: number): Promise<readonly { readonly code: string; readonly slug: string; readonly plain: string; readonly official: string }[]>;
  /** how the answers in a printed declaration's codes are packed */ readonly packing: Packing;
  /** a form in whose place of a picture stand the codes seen in it */
  sheetPhoto(parts: AsyncIterable<UploadPart>, input: string, as: string): { readonly parts: AsyncIterable<UploadPart>; problem(): Text | null };
  /** Who signs shows once more who he is, unless he has just done so: the signature is the signer's own (NĐ 30/2020/NĐ-CP Đ.13). */
  readonly signer: {
    confirmedLately(request: Asking): Promise<boolean>;
    /** with what: the password, or the code of a second factor */ asks(request: Asking): Promise<'password' | 'code'>;
    confirm(request: Asking, typed: string): Promise<Result<{ readonly cookies: readonly SetCookie[]; readonly csrf: string }, 'wrong' | 'blocked'>>;
  };
  /** how a page waits for a paper that is being made; the clock's own pause when absent */
  pause?(milliseconds: number): Promise<void>;
}
export type DeskRequest<Q = unknown, B = unknown> = RouteRequest<{ id: string }, Q, B>;

export { officerOf, deskScope };
export interface AtDesk { readonly loaded: LoadedDossier; readonly content: ProcedureContent; readonly officer: Officer; readonly scope: QueueScope }
/** The dossier as this officer may see it; another agency's does not exist. */
export async function atDesk(deps: DeskDeps, request: DeskRequest): Promise<AtDesk> {
  const scope = deskScope(request);
  const loaded = (await deps.store.find(scope, request.params.id)) ?? notFound();
  const content = (await deps.procedures.version(loaded.state.version)) ?? notFound();
  return { loaded, content, officer: officerOf(request), scope };
}
