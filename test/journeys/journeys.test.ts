import { describe, test } from 'node:test';
import { birthOnline } from './birth-online.journey.ts';
import { runJourney } from './run-journey.ts';

describe('journeys over HTTP', () => {
  for (const one of [birthOnline]) test(one.name, () => runJourney(one));
});
