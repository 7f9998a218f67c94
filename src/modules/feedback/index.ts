export { sendFeedback } from './use-cases/send-feedback.ts';
export { handleCase, supplementCase } from './use-cases/handle-case.ts';
export { rateDossier } from './use-cases/rate-dossier.ts';
export { addPhoto } from './use-cases/add-photo.ts';
export { caseStore } from './store/case-store.ts';
export { photoStore } from './store/photo-store.ts';
export { ratingStore } from './store/rating-store.ts';
export type * from './ports.ts';
