import { runSimulators } from './wiring/demo-services.ts';

await runSimulators(process.env);
