import { describe, test } from 'node:test';
import { birthOnline } from './birth-online.journey.ts';
import { afterThree, certifiedCopies } from './counter.journey.ts';
import { publishProcedure, yearWithoutCalendar } from './house.journey.ts';
import { refusalAfterAppraisal, refusalAtIntake } from './refusal.journey.ts';
import { runJourney } from './run-journey.ts';
import { birthSignedIn } from './sign-in.journey.ts';
import { supplementAtAppraisal, supplementAtIntake } from './supplement.journey.ts';
import { lateness, suspension, withdrawal } from './time.journey.ts';

describe('journeys over HTTP', () => {
  for (const one of [birthOnline, birthSignedIn, supplementAtIntake, supplementAtAppraisal, refusalAtIntake, refusalAfterAppraisal, certifiedCopies, afterThree, withdrawal, lateness, suspension, publishProcedure, yearWithoutCalendar]) test(one.name, () => runJourney(one));
});
