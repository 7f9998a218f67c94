import type { VNode } from 'preact';
import type { Readable } from 'node:stream';
import type { ZodType } from 'zod';
import type { Actor } from '../../shared/actor.ts';
import type { Permission } from '../../shared/permission.ts';
import type { Lang } from '../../shared/text.ts';
import type { Database, Scope } from '../postgres/database.ts';

/** One row of the router. Without permission and audit name the program refuses to start. */
export interface Route<Params = unknown, Query = unknown, Body = unknown> {
  readonly method: 'GET' | 'POST';
  /** Fastify path, such as `/ho-so/:draft/nop` */
  readonly path: string;
  readonly permission: Permission;
  /** verb and noun, such as `dossier.submit`; stands in the access log */
  readonly audit: string;
  /** Closed schemas: an unknown key is answered 422 (write) or ignored with a plain page (read). */
  readonly params?: ZodType<Params>;
  readonly query?: ZodType<Query>;
  readonly body?: ZodType<Body>;
  /** a form with files: the handler reads `request.parts()` itself */
  readonly multipart?: boolean;
  /** a form that people fill in for long: when the session has ended meanwhile, what was sent (its files too) is kept until they have signed in again */
  readonly parks?: boolean;
  /** machine callers bring a signature or a secret in place of the CSRF token; the list of such routes is asserted by a test */
  readonly machine?: boolean;
  /** summary for the OpenAPI document, with the schema of the answer; only routes under /api/ */
  readonly api?: { readonly summary: string; readonly answer: ZodType };
  handle(request: RouteRequest<Params, Query, Body>): Promise<Reply>;
}
export interface RouteRequest<Params, Query, Body> {
  readonly params: Params; readonly query: Query; readonly body: Body;
  readonly actor: Actor;
  /** for the row-level security of whatever this request reads and writes */
  readonly scope: Scope;
  readonly db: Database;
  readonly now: Date;
  /** the idempotency key that came with the form (`_key`) or the Idempotency-Key header; minted when the form was drawn */
  readonly key: string | null;
  readonly lang: Lang;
  /** everything a page's frame needs */
  readonly view: View;
  readonly requestId: string;
  readonly url: URL;
  readonly ip: string;
  cookie(name: string): string | undefined;
  parts(): AsyncIterable<UploadPart>;
}
export type UploadPart =
  | { readonly kind: 'field'; readonly name: string; readonly value: string }
  | { readonly kind: 'file'; readonly name: string; readonly filename: string; readonly declaredType: string; readonly stream: Readable };
export interface View {
  readonly lang: Lang; readonly size: 'lon' | 'thuong' | 'nho'; readonly theme: 'sang' | 'toi' | 'theo-may';
  readonly path: string; readonly csrf: string; readonly actor: Actor; readonly siteName: string; readonly helpPhone: string; readonly demo: boolean; readonly siteAddress?: string; readonly siteHours?: string;
  /** a fresh key for one effect; put it in every form that causes one */
  readonly newKey: () => string;
}
export type Reply =
  | { readonly kind: 'page'; readonly status: number; readonly node: VNode; readonly cache?: Shared; /** everything the page is made of but its address, the display and the day (a revision): a page drawn once goes out again while it stands */ readonly madeOf?: string; readonly cookies?: readonly SetCookie[]; /** other origins to which a form of this page may lead by its answer's redirect: browsers hold those to `form-action` too */ readonly formTargets?: readonly string[]; /** writes down who looks, before the answer leaves: what cannot be noted is not shown */ readonly note?: () => Promise<void> }
  | { readonly kind: 'redirect'; readonly to: string; readonly cookies?: readonly SetCookie[] }
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown; /** a fault of ours that the answer does not show: it is logged */ readonly fault?: unknown }
  | { readonly kind: 'file'; readonly contentType: string; readonly filename: string; readonly body: Buffer | Readable; readonly inline?: boolean; readonly note?: () => Promise<void> }
  | { readonly kind: 'text'; readonly status: number; readonly contentType: string; readonly body: string };
/** The same for every visitor who is not signed in. `public`: kept by whoever keeps pages, for a minute; `checked`: kept, and asked about each time. */
export type Shared = 'public' | 'checked';
export interface SetCookie { readonly name: string; readonly value: string; readonly maxAgeSeconds?: number; readonly clear?: boolean; readonly readableByScript?: boolean }

/** Keeps the types of the schemas and of the handler's request together. */
export function route<P, Q, B>(definition: Route<P, Q, B>): Route {
  return definition as unknown as Route;
}
export const page = (node: VNode, status = 200, extra: { cache?: Shared; madeOf?: string; cookies?: readonly SetCookie[]; formTargets?: readonly string[]; note?: () => Promise<void> } = {}): Reply => ({ kind: 'page', status, node, ...extra });
export const redirect = (to: string, cookies?: readonly SetCookie[]): Reply => (cookies ? { kind: 'redirect', to, cookies } : { kind: 'redirect', to });
export const json = (value: unknown, status = 200): Reply => ({ kind: 'json', status, value });
/** A machine hears in its own protocol that it should come again; why stands in the log, as with any other fault. */
export const comeAgain = (fault: unknown, value: unknown, status = 200): Reply => ({ kind: 'json', status, value, fault });
