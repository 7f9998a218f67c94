export { portalRoutes, PORTAL_LIMITS } from './web/home.tsx';
