import { runWorker } from '../src/wiring/worker-process.ts';
import { answerQuestions } from './part.ts';

answerQuestions();
await runWorker(process.env);
