import type { Route } from '../../../platform/http/route.ts';
import type { DeskDeps } from './desk-deps.ts';
import { dossierDeskRoutes } from './dossier-at-desk.tsx';
import { todayRoutes } from './today.tsx';

export const workflowRoutes = (deps: DeskDeps): Route[] => [...todayRoutes(deps), ...dossierDeskRoutes(deps)];
