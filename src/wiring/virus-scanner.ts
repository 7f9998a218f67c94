import { createClamdScanner } from '../adapters/virus-scan-clamd/index.ts';
import type { VirusScanner } from '../modules/document/index.ts';
import type { Config } from './config.ts';

/** CLAMD=/run/clamav/clamd.ctl or host:port; without it no scanner is there and receipts say so. */
export function virusScanner(config: Pick<Config, 'clamd'>): VirusScanner | null {
  return config.clamd ? createClamdScanner({ address: config.clamd }) : null;
}
