import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const WORKER = join(import.meta.dirname, '..', '..', 'src', 'worker.js');

/** The worker's own process, as the program starts it, on the database that `env` names: killed from outside, started again. */
export function workerProcess(env: () => NodeJS.ProcessEnv): { start(): Promise<void>; kill(): Promise<void> } {
  let worker: ChildProcess | null = null;
  const kill = async (): Promise<void> => {
    const child = worker;
    worker = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  return {
    kill,
    /** Resolves once it takes jobs; one that still runs is killed first. */
    async start() {
      await kill();
      const child = spawn(process.execPath, [WORKER], { env: { ...process.env, LOG_LEVEL: 'silent', MOTCUA_DEMO: '1', ...env() }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      worker = child;
      await new Promise<void>((resolve, reject) => { child.once('message', () => resolve()); child.once('exit', (code) => reject(new Error(`the worker ended (${code})`))); });
      child.removeAllListeners('exit');
    },
  };
}
