import { runCommand } from './wiring/commands.ts';

process.exitCode = await runCommand(process.argv.slice(2), process.env);
