export * from './apology.ts';
export * from './dossier-fact.ts';
export * from './openness.ts';
export * from './period.ts';
export * from './progress.ts';
export * from './report-06a.ts';
export * from './target.ts';
export * from './units.ts';
