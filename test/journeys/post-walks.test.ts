import { describe, test } from 'node:test';
import { papersByPost, postAtTheCounter, resultByPost } from './post.journey.ts';
import { runJourney } from './run-journey.ts';

describe('the post, walked over HTTP', () => {
  for (const one of [resultByPost, papersByPost, postAtTheCounter]) test(one.name, () => runJourney(one));
});
