import type { Route } from '../../../platform/http/route.ts';
import { agencyRoutes } from './agency-pages.tsx';
import { factorRuleRoutes } from './factor-rule-page.tsx';
import type { SigningDeps } from '../use-cases/signing-rights.ts';
import { signingRoutes } from './signing-pages.tsx';
import { staffRoutes, type StaffPagesDeps } from './staff-pages.tsx';

export type OrganisationWebDeps = StaffPagesDeps & SigningDeps;
export const organisationRoutes = (deps: OrganisationWebDeps): Route[] => [...agencyRoutes(deps), ...staffRoutes(deps), ...signingRoutes(deps), ...factorRuleRoutes(deps)];
