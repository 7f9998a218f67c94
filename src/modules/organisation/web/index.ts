export { organisationRoutes, type OrganisationWebDeps } from './routes.ts';
export { ROLE_WORDS } from './words.ts';
