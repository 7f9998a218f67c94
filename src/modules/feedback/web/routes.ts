import type { Route } from '../../../platform/http/route.ts';
import { deskFeedbackRoutes } from './desk-pages.tsx';
import type { FeedbackWebDeps } from './feedback-deps.ts';
import { photoRoutes } from './photo-pages.tsx';
import { publicFeedbackRoutes } from './public-pages.tsx';
import { ratingRoutes } from './rating-pages.tsx';

/** Rating after the result, feedback and complaints of the public, and their handling at the desk. */
export const feedbackRoutes = (deps: FeedbackWebDeps): Route[] => [...publicFeedbackRoutes(deps), ...photoRoutes(deps), ...ratingRoutes(deps), ...deskFeedbackRoutes(deps)];
