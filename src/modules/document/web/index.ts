export { documentRoutes, type FileRoutesDeps } from './file-routes.tsx';
export { receiveCardPhoto, receiveParts, withSheetPhoto, type ReceivedParts, type RefusedPart } from './receive-parts.ts';
