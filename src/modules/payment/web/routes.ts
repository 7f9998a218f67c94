import type { Route } from '../../../platform/http/route.ts';
import { callbackRoutes } from './callback.ts';
import { seriesRoutes } from './enter-series.tsx';
import { giveBackRoutes } from './give-back.tsx';
import { payRoutes } from './pay-pages.tsx';
import { reconcileRoutes } from './reconcile.tsx';
import { statementRoutes } from './compare-statement.tsx';
import { accountRoutes } from './enter-account.tsx';
import { confirmTransferRoutes } from './confirm-transfer.tsx';
import { transferCodeRoutes } from './transfer-code.tsx';
import { voidRoutes } from './void-receipt.tsx';
import type { PaymentWebDeps } from './web-deps.ts';

export const paymentRoutes = (deps: PaymentWebDeps): Route[] => [...payRoutes(deps), ...callbackRoutes(deps), ...reconcileRoutes(deps), ...giveBackRoutes(deps), ...seriesRoutes(deps), ...voidRoutes(deps), ...accountRoutes(deps), ...statementRoutes(deps), ...confirmTransferRoutes(deps), ...transferCodeRoutes(deps)];
