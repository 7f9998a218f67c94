import { describe, test } from 'node:test';
import { targets } from './target.journey.ts';
import { openness, whoLooked } from './openness.journey.ts';
import { apologies, form06a, leaderOverview } from './report.journey.ts';
import { runJourney } from './run-journey.ts';

describe('reports, walked over HTTP', () => {
  for (const one of [form06a, leaderOverview, apologies, targets, openness, whoLooked]) test(one.name, () => runJourney(one));
});
