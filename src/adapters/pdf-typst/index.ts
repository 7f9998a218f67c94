import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PaperRenderer } from '../../modules/document/ports.ts';
import { packageRoot } from '../../platform/package-root.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { PAPER_LIMITS } from './limits.ts';
import { createPressRoom } from './press-room.ts';

export { PAPER_LIMITS } from './limits.ts';

export interface TypstOptions {
  /** folder with the WOFF files of Tinos; the npm package's own by default */
  readonly fontFolder?: string;
  readonly templateFolder?: string;
  /** time of making, kept in the file's own description */
  readonly clock?: Clock;
  /** for tests: smaller limits */
  readonly limits?: Partial<{ [Name in keyof typeof PAPER_LIMITS]: number }>;
}
export interface TypstRenderer extends PaperRenderer {
  /** Prints a paper of one line, so that a missing binary, font or template stops the start and not the first citizen. */
  checkConfig(): Promise<void>;
  /** Ends the press process; without it, it ends with this process. */
  close(): Promise<void>;
}

/** Draws papers with Typst in a process of its own; nothing is loaded or started before the first paper. */
export function createTypstRenderer({ fontFolder, templateFolder = join(packageRoot(), 'src/adapters/pdf-typst/templates'), clock = systemClock, limits = {} }: TypstOptions = {}): TypstRenderer {
  const all = { ...PAPER_LIMITS, ...limits };
  const room = createPressRoom(templateFolder, fontFolder, all);
  const names = new Set(readdirSync(templateFolder).filter((file) => file.endsWith('.typ')).map((file) => file.slice(0, -4)));
  return {
    async render(template, data) {
      if (!names.has(template)) throw new Error(`no paper template named ${template}`);
      if (typeof data !== 'object' || data === null) throw new Error(`paper ${template} needs data`);
      const json = JSON.stringify(data);
      if (json.length > all.data) throw new Error(`paper ${template} has ${json.length} characters of data, at most ${all.data}`);
      return room.print(template, json, clock.now());
    },
    async checkConfig() {
      if (!names.has('frame')) throw new Error(`no paper templates in ${templateFolder}`);
      await room.print('thu', JSON.stringify({ line: 'Thử máy in' }), clock.now());
    },
    close: () => room.close(),
  };
}
