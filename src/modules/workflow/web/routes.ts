import type { Route } from '../../../platform/http/route.ts';
import { askSupplementRoutes } from './ask-supplement.tsx';
import { chooseProcedureRoutes } from './choose-procedure.tsx';
import { controlSlipRoutes } from './control-slip-file.ts';
import { counterIntakeRoutes } from './counter-intake.tsx';
import { counterReceivedRoutes } from './counter-received.tsx';
import type { DeskDeps } from './desk-deps.ts';
import { dossierDeskRoutes } from './dossier-at-desk.tsx';
import { draftResultRoutes } from './draft-result.tsx';
import { findDossierRoutes } from './find-dossier.tsx';
import { handOverRoutes } from './hand-over.tsx';
import { signBatchRoutes } from './sign-batch.tsx';
import { registerRoutes } from './register-pages.tsx';
import { registerPrintRoutes } from './register-print.ts';
import { counterSupplementRoutes } from './supplement-at-counter.tsx';
import { todayRoutes } from './today.tsx';

export const workflowRoutes = (deps: DeskDeps): Route[] => [
  ...todayRoutes(deps), ...findDossierRoutes(deps), ...dossierDeskRoutes(deps), ...askSupplementRoutes(deps), ...draftResultRoutes(deps), ...signBatchRoutes(deps),
  ...chooseProcedureRoutes(deps), ...counterIntakeRoutes(deps), ...counterReceivedRoutes(deps), ...counterSupplementRoutes(deps), ...handOverRoutes(deps), ...controlSlipRoutes(deps), ...registerRoutes(deps), ...registerPrintRoutes(deps),
];
