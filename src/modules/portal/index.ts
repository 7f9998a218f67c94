export { portalRoutes, PORTAL_LIMITS, type PortalDeps } from './web/home.tsx';
export { levelRoutes, type LevelPageDeps } from './web/levels.tsx';
export { paperFormRoutes, type PaperFormDeps } from './web/paper-forms.tsx';
