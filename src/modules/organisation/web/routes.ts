import type { Route } from '../../../platform/http/route.ts';
import { agencyRoutes } from './agency-pages.tsx';
import { staffRoutes, type StaffPagesDeps } from './staff-pages.tsx';

export type OrganisationWebDeps = StaffPagesDeps;
export const organisationRoutes = (deps: OrganisationWebDeps): Route[] => [...agencyRoutes(deps), ...staffRoutes(deps)];
