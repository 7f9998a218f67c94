import { describe, test } from 'node:test';
import { linkedBirth, linkedFailures, linkedPartly } from './linked.journey.ts';
import { runJourney } from './run-journey.ts';

describe('linked procedures, walked over HTTP', () => {
  for (const one of [linkedBirth, linkedPartly, linkedFailures]) test(one.name, () => runJourney(one));
});
