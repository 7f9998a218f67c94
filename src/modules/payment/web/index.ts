export { paymentRoutes } from './routes.ts';
export type { PaymentWebDeps } from './web-deps.ts';
