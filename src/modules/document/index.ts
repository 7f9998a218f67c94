/** Door 1: use-cases, and what the wiring puts together. */
export { receiveUpload, type DocumentDeps, type Upload, type UploadTarget } from './use-cases/receive-upload.ts';
export { receivePhoto, type PhotoRefusal } from './use-cases/receive-photo.ts';
export { storeIssued, type IssuedPaper } from './use-cases/store-issued.ts';
export { openFile, type OpenRefusal } from './use-cases/open-file.ts';
export { removeFile, removeDraftFiles } from './use-cases/remove-file.ts';
export { rescanQuarantine, type RescanReport } from './use-cases/rescan-quarantine.ts';
export { sweepFiles, type SweepReport } from './use-cases/sweep-files.ts';
export { checkFiles, type FileCheck, type FileFinding } from './use-cases/check-files.ts';
export { readCardPhoto, type CardPhotoRefusal } from './use-cases/read-card-photo.ts';
export { readSheetCodes, type SheetCodesRefusal } from './use-cases/read-sheet-codes.ts';
export { documentStore } from './store/document-store.ts';
export { fileSealer } from './store/file-sealer.ts';
export { photoWorkshop } from './store/photo-workshop.ts';
export { DOCUMENT_SCHEDULE, documentJobs, type DocumentJobsDeps } from './jobs/document-jobs.ts';
export { FileLost, PaperQueueFull } from './ports.ts';
export type * from './ports.ts';
