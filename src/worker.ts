import { runWorker } from './wiring/worker-process.ts';

await runWorker(process.env);
