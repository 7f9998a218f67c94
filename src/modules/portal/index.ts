export { portalRoutes, PORTAL_LIMITS, type PortalDeps } from './web/home.tsx';
