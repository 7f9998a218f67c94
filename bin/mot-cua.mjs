#!/usr/bin/env node
// Một Cửa's one command: installs and builds what is missing, then hands over to the program itself.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, node24, root } from './prepare.mjs';

ensureInstalled();
await ensureBuilt();
const child = spawn(node24(), ['--enable-source-maps', join(root, 'dist', 'src', 'cli.js'), ...process.argv.slice(2)], { stdio: 'inherit', env: process.env });
// Ctrl-C reaches the whole group by itself; what is sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal === 'SIGINT' ? 'SIGTERM' : signal); });
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
