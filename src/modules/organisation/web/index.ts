export { organisationRoutes, type OrganisationWebDeps } from './routes.ts';
export { CHANGE_WORDS, ROLE_WORDS } from './words.ts';
