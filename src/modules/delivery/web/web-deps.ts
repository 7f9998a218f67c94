import type { Ids } from '../../../shared/id.ts';
import type { ProcedureContent } from '../../catalog/domain/index.ts';
import type { DossierDeps } from '../../dossier/index.ts';
import type { OfferDeps } from '../use-cases/offer-post.ts';
import type { ParcelStore, PostCarrier, PostDesk, PostInbox, PostRules, StatementDesk } from '../ports.ts';

export interface PostWebDeps {
  /** null while this installation has no carrier */ readonly carrier: PostCarrier | null;
  readonly parcels: ParcelStore; readonly desk: PostDesk; readonly inbox: PostInbox; readonly rules: PostRules; readonly statements: StatementDesk; readonly offer: OfferDeps;
  readonly dossier: DossierDeps; readonly ids: Ids;
  provinces(): readonly { readonly value: string; readonly label: string }[];
  /** draws a text as a square code that a device reads from the screen */ readonly qr: (text: string) => { readonly path: string; readonly modules: number };
  /** what is published, in the order of its codes */ published(): Promise<readonly { readonly content: ProcedureContent; readonly slug: string }[]>;
  /** every procedure of the catalogue, published or not */ procedures(): Promise<readonly { readonly code: string; readonly name: string }[]>;
  /** reads a table that somebody saved (.xlsx, .csv); `most`: bytes */ readonly tables: { readonly most: number; read(bytes: Buffer): { readonly ok: true; readonly rows: readonly (readonly string[])[] } | { readonly ok: false; readonly fault: 'too-large' | 'unreadable' | 'empty' } };
  /** open offices that receive dossiers */ offices(): Promise<readonly { readonly id: number; readonly name: string; readonly province: string }[]>;
}
export { officerAt, personScope } from '../../../platform/http/who-asks.ts';
