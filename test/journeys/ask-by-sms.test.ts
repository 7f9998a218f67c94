import { describe, test } from 'node:test';
import { askBySms } from './ask-by-sms.journey.ts';
import { runJourney } from './run-journey.ts';

describe('told and asked by SMS, walked over HTTP and SMPP', () => {
  for (const one of [askBySms]) test(one.name, () => runJourney(one));
});
