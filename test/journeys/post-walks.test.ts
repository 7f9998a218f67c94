import { describe, test } from 'node:test';
import { papersByPost, resultByPost } from './post.journey.ts';
import { runJourney } from './run-journey.ts';

describe('the post, walked over HTTP', () => {
  for (const one of [resultByPost, papersByPost]) test(one.name, () => runJourney(one));
});
