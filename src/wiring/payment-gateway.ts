import { vnpayGateway } from '../adapters/payment-vnpay/index.ts';
import type { PaymentGateway } from '../modules/payment/index.ts';
import type { Config } from './config.ts';

/** The gateway of this installation, or none: then fees are paid at the counter and no procedure reaches level 4 by a fee. */
export function paymentGateway(config: Config): PaymentGateway | null {
  if (!config.vnpay) return null;
  const gateway = vnpayGateway(config.vnpay);
  gateway.checkConfig();
  return gateway;
}
