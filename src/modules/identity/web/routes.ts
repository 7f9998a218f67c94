import type { Route } from '../../../platform/http/route.ts';
import { citizenSignInRoutes, type CitizenSignInDeps } from './citizen-sign-in.tsx';
import { officerSignInRoutes, type OfficerSignInDeps } from './officer-sign-in.tsx';
import { signOutRoutes } from './sign-out.tsx';

export type IdentityWebDeps = CitizenSignInDeps & OfficerSignInDeps;
export const identityRoutes = (deps: IdentityWebDeps): Route[] => [...citizenSignInRoutes(deps), ...officerSignInRoutes(deps), ...signOutRoutes(deps)];
