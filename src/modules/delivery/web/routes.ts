import { page, type Route } from '../../../platform/http/route.ts';
import { callbackRoutes } from './callback.ts';
import { statementRoutes } from './compare-statement.tsx';
import { collectRoutes } from './collect-papers.tsx';
import { followPage, followRoutes } from './follow-result.tsx';
import { minutesRoutes } from './minutes-sheet.tsx';
import { moneyRoutes } from './money.tsx';
import { parcelPage, parcelRoutes } from './parcel-at-desk.tsx';
import { againRoutes } from './post-again.tsx';
import { rulesRoutes } from './post-rules.tsx';
import { postTodayRoutes } from './post-today.tsx';
import { readListRoutes } from './read-list.tsx';
import { servedListRoutes } from './served-list.tsx';
import type { PostWebDeps } from './web-deps.ts';

export const deliveryRoutes = (deps: PostWebDeps): Route[] => [...followRoutes(deps), ...collectRoutes(deps), ...againRoutes(deps, { follow: async (request, loaded, typed, status) => page(await followPage(deps, { ...request, query: {} }, loaded, null, [], typed), status), parcel: async (request, parcel, typed, status) => page(await parcelPage(deps, request, parcel, [], [], typed), status) }), ...servedListRoutes(deps), ...callbackRoutes(deps), ...postTodayRoutes(deps), ...minutesRoutes(deps), ...parcelRoutes(deps), ...moneyRoutes(deps), ...statementRoutes(deps), ...rulesRoutes(deps), ...readListRoutes(deps)];
