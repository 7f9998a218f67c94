import type { Ids } from '../../../shared/id.ts';
import type { DossierDeps, DossierScope } from '../../dossier/index.ts';
import type { CallbackInbox, PaymentGateway, PaymentStore, ReceiptVoids, ReconcileDesk } from '../ports.ts';

export interface PaymentWebDeps {
  /** null while this installation has no gateway: fees are then paid at the counter */ readonly gateway: PaymentGateway | null;
  readonly payments: PaymentStore; readonly inbox: CallbackInbox; readonly desk: ReconcileDesk; readonly voids: ReceiptVoids; readonly ids: Ids; readonly siteUrl: string;
  readonly dossier: DossierDeps;
  paperOf(scope: DossierScope, dossierId: string, template: string): Promise<{ readonly fileId: string } | null>;
}
