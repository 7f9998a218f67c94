import type { Route } from '../../../platform/http/route.ts';
import { accountRoutes, type AccountPageDeps } from './account-page.tsx';
import { citizenSignInRoutes, type CitizenSignInDeps } from './citizen-sign-in.tsx';
import { officerSignInRoutes, type OfficerSignInDeps } from './officer-sign-in.tsx';
import { secondFactorRoutes, type SecondFactorPagesDeps } from './second-factor-pages.tsx';
import { signOutRoutes } from './sign-out.tsx';

export type IdentityWebDeps = CitizenSignInDeps & OfficerSignInDeps & SecondFactorPagesDeps & AccountPageDeps;
export const identityRoutes = (deps: IdentityWebDeps): Route[] => [...citizenSignInRoutes(deps), ...officerSignInRoutes(deps), ...secondFactorRoutes(deps), ...accountRoutes(deps), ...signOutRoutes(deps)];
