import { describe, test } from 'node:test';
import { feedbackAnswered, feedbackElsewhere, ratingOnce } from './feedback.journey.ts';
import { runJourney } from './run-journey.ts';

describe('feedback and rating, walked over HTTP', () => {
  for (const one of [ratingOnce, feedbackAnswered, feedbackElsewhere]) test(one.name, () => runJourney(one));
});
