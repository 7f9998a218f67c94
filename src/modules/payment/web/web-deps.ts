import type { Ids } from '../../../shared/id.ts';
import type { DossierDeps, DossierScope } from '../../dossier/index.ts';
import type { CallbackInbox, PaymentGateway, PaymentStore, ReceiptVoids, ReconcileDesk, TransferDesk } from '../ports.ts';

export interface PaymentWebDeps {
  /** null while this installation has no gateway: fees are then paid at the counter */ readonly gateway: PaymentGateway | null;
  readonly payments: PaymentStore; readonly inbox: CallbackInbox; readonly desk: ReconcileDesk; readonly voids: ReceiptVoids; readonly transfers: TransferDesk;
  /** dark modules of a square code as one path, and how many lie along a side */ qr(text: string): { readonly path: string; readonly modules: number };
  readonly ids: Ids; readonly siteUrl: string;
  readonly dossier: DossierDeps;
  paperOf(scope: DossierScope, dossierId: string, template: string): Promise<{ readonly fileId: string } | null>;
}
