export { chooseLinked, offerFor } from './use-cases/choose-linked.ts';
export { advanceGroup, tellDossier } from './use-cases/advance-group.ts';
export { applyMessage, askLinked, sendLinked, sweepLinked } from './use-cases/send-linked.ts';
export { linkageStore } from './store/linkage-store.ts';
export { linkageLedger } from './store/linkage-ledger.ts';
export { readLinkedGroups } from './store/linked-groups.ts';
export { advanceLinkageJob, LINKAGE_CRONTAB, linkageJobs } from './jobs/linkage-jobs.ts';
export type { LinkageDeps } from './use-cases/linkage-deps.ts';
export type * from './ports.ts';
