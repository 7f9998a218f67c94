// npm test [-- part of a path …]: installs and builds what is missing, then runs every test on one PostgreSQL of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, node24, root } from './prepare.mjs';

ensureInstalled();
await ensureBuilt();
const child = spawn(node24(), [join(root, 'bin', 'run-tests.mjs'), ...process.argv.slice(2)], { stdio: 'inherit', env: process.env });
// Ctrl-C reaches the whole group by itself; what is sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal); });
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
