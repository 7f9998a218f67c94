export { portalRoutes, PORTAL_LIMITS, type PortalDeps } from './web/home.tsx';
export { levelRoutes, type LevelPageDeps } from './web/levels.tsx';
export { authorityOf, officeRoutes, type OfficePageDeps } from './web/offices.tsx';
export { paperFormRoutes, type PaperFormDeps } from './web/paper-forms.tsx';
