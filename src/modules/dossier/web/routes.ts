import type { Route } from '../../../platform/http/route.ts';
import { assistRoutes } from './assist-pages.tsx';
import { consentRoutes } from './consent-pages.tsx';
import { supplementRoutes } from './answer-supplement-pages.tsx';
import { questionRoutes } from './answer-questions.tsx';
import { identifyRoutes } from './identify.tsx';
import { ownDossierRoutes } from './own-dossiers.tsx';
import { reviewRoutes } from './review-and-submit.tsx';
import { paperRoutes } from './send-papers.tsx';
import { startRoutes } from './start-draft.tsx';
import { trackRoutes } from './track-dossier.tsx';
import { verifyRoutes } from './verify-result.tsx';
import type { DossierWebDeps } from './web-deps.ts';

export const dossierRoutes = (deps: DossierWebDeps): Route[] => [
  ...startRoutes(deps), ...identifyRoutes(deps), ...questionRoutes(deps), ...paperRoutes(deps), ...reviewRoutes(deps), ...ownDossierRoutes(deps), ...supplementRoutes(deps), ...trackRoutes(deps), ...verifyRoutes(deps), ...assistRoutes(deps), ...consentRoutes(deps),
];
