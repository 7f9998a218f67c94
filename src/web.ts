import { serveWeb } from './wiring/web-process.ts';

await serveWeb(process.env);
