export { portalRoutes, PORTAL_LIMITS, type PortalDeps } from './home.tsx';
export { levelRoutes, type LevelPageDeps } from './levels.tsx';
export { authorityOf, officeRoutes, type OfficePageDeps } from './offices.tsx';
export { paperFormRoutes, type PaperFormDeps } from './paper-forms.tsx';
