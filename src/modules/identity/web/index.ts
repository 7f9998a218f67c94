export { citizenSignInPath, officerSignInPath } from './paths.ts';
export { identityRoutes, type IdentityWebDeps } from './routes.ts';
export { declaredFaultWords, NUMBER_WARNING } from './words.ts';
