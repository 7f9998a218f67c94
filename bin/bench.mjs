#!/usr/bin/env node
// The benches: `node bin/bench.mjs submit|track|queue|pages|pay|memory|notices|report|all`. Each builds an installation of its own and takes it away again.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, node24, root } from './prepare.mjs';

ensureInstalled();
await ensureBuilt();
const child = spawn(node24(), [join(root, 'dist', 'bench', 'main.js'), ...process.argv.slice(2)], { stdio: 'inherit', env: process.env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal === 'SIGINT' ? 'SIGTERM' : signal); });
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
