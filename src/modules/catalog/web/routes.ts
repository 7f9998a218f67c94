import type { Route } from '../../../platform/http/route.ts';
import type { Finder } from '../use-cases/find-procedures.ts';
import { adminRoutes, type CatalogAdminDeps } from './admin-pages.tsx';
import { procedureApiRoutes } from './api.ts';
import { feeRuleRoutes } from './fee-rules.tsx';
import { findRoutes } from './find-pages.tsx';
import { procedureRoutes } from './procedure-page.tsx';

export interface CatalogWebDeps extends CatalogAdminDeps { readonly finder: Finder }
/** Public pages, the API and procedure control's pages of the catalogue. */
export const catalogRoutes = (deps: CatalogWebDeps): Route[] => [...findRoutes(deps), ...procedureRoutes(deps), ...procedureApiRoutes(deps), ...adminRoutes(deps), ...feeRuleRoutes(deps)];
