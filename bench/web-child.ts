import { serveWeb } from '../src/wiring/web-process.ts';
import { answerQuestions } from './part.ts';

answerQuestions();
await serveWeb(process.env);
