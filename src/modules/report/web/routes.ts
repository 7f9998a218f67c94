import type { Route } from '../../../platform/http/route.ts';
import { apologyRoutes } from './apology-pages.tsx';
import { formRoutes } from './form-pages.tsx';
import { opennessListRoutes } from './openness-lists.tsx';
import { opennessRoutes } from './openness-pages.tsx';
import { overviewRoutes } from './overview.tsx';
import type { ReportWebDeps } from './report-deps.ts';
import { targetRoutes } from './target-pages.tsx';

/** The leader's overview, Biểu II.06a, targets, apologies to sign, and what everybody may see. */
export const reportRoutes = (deps: ReportWebDeps): Route[] => [...overviewRoutes(deps), ...formRoutes(deps), ...targetRoutes(deps), ...apologyRoutes(deps), ...opennessRoutes(deps), ...opennessListRoutes(deps)];
