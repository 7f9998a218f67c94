import { describe, test } from 'node:test';
import { extractExempt, extractOnline } from './payment-online.journey.ts';
import { runJourney } from './run-journey.ts';

describe('paying online, walked over HTTP', () => {
  for (const one of [extractOnline, extractExempt]) test(one.name, () => runJourney(one));
});
