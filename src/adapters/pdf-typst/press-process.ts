import { openPress, type Press } from './press.ts';

/** The press as a process of its own: one order in, one paper out. Has no secrets, no database and nothing to keep. */
export interface PressOrder { readonly template: string; readonly json: string; readonly at: Date }
export type PressAnswer = { readonly memory: number } & ({ readonly pdf: Uint8Array } | { readonly error: string });

const [templateFolder, fontFolder] = process.argv.slice(2);
let press: Press | undefined;
process.on('message', ({ template, json, at }: PressOrder) => {
  let answer: { pdf: Uint8Array } | { error: string };
  try {
    press ??= openPress(templateFolder as string, fontFolder || undefined);
    answer = { pdf: press.print(template, json, at) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message.trim() || 'cannot be laid out' : String(error) };
  }
  process.send?.({ ...answer, memory: process.memoryUsage.rss() } satisfies PressAnswer);
});
// Ctrl-C reaches the whole group; the process that gave the order says when to stop.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit(0));
