export type * from './stored-file.ts';
export type * from './refusal.ts';
export { FILE_LIMITS, IMAGE_LIMITS, PDF_LIMITS } from './limits.ts';
export { cleanFileName, downloadName } from './file-name.ts';
export { claimed, pdfStart, sniff, type Sniffed } from './sniff.ts';
export { measureImage, onlyPixelChunks, type ImageFault, type ImageHeader } from './image-header.ts';
export { inspectPdf, type Inflate, type PdfFacts, type PdfFault, type PdfTools } from './inspect-pdf.ts';
export { uploadRefusalWords, megabytes } from './refusal-words.ts';
export * from './papers.ts';
