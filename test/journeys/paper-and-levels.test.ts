import { describe, test } from 'node:test';
import { levelsInPublic } from './levels.journey.ts';
import { birthOnPaper } from './paper-form.journey.ts';
import { runJourney } from './run-journey.ts';

describe('forms on paper and levels, walked over HTTP', () => {
  for (const one of [birthOnPaper, levelsInPublic]) test(one.name, () => runJourney(one));
});
