import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { PaperRenderer } from '../../modules/document/ports.ts';
import { packageRoot } from '../../platform/package-root.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import { cleanData } from './clean-text.ts';
import { type Face, loadTinos } from './fonts.ts';
import { qrSvg } from './qr.ts';

export const PAPER_LIMITS = {
  /** characters of one paper's data as JSON: a yearly register of 10,000 rows has some 4 million */ data: 8_000_000,
  /** bytes of one QR code's text (version 25, level M) */ qr: 997,
} as const;

/** Papers whose compiled parts stay in Typst's memory; older parts are dropped after each paper. Measured in README.md. */
const KEEP_AGE = 2;

export interface TypstOptions {
  /** folder with the WOFF files of Tinos; the npm package's own by default */
  readonly fontFolder?: string;
  readonly templateFolder?: string;
  /** time of making, kept in the file's own description */
  readonly clock?: Clock;
}
export interface TypstRenderer extends PaperRenderer {
  /** Prints a paper of one line, so that a missing binary, font or template stops the start and not the first citizen. */
  checkConfig(): Promise<void>;
}
interface Press { readonly compiler: NodeCompiler; readonly folder: string; readonly covers: ReadonlySet<number> }

/**
 * Draws papers with Typst. Nothing is loaded before the first paper (the library is a binary of 51 MB). The data reaches
 * the template as a JSON file in memory and is only ever inserted as text, so no answer can become markup, open a file or
 * import a package; the template folder is the only thing that the compiler may read.
 */
export function createTypstRenderer({ fontFolder, templateFolder = join(packageRoot(), 'src/adapters/pdf-typst/templates'), clock = systemClock }: TypstOptions = {}): TypstRenderer {
  let opened: Promise<Press> | undefined;
  const open = async (): Promise<Press> => {
    const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
    const faces: Face[] = loadTinos(fontFolder);
    const compiler = NodeCompiler.create({ workspace: templateFolder, fontArgs: [{ fontBlobs: faces.map((face) => face.bytes) }] });
    const covers = new Set([...(faces[0] as Face).covers].filter((letter) => faces.every((face) => face.covers.has(letter))));
    return { compiler, folder: templateFolder, covers };
  };
  const ready = (): Promise<Press> => (opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  }));
  const names = new Set(readdirSync(templateFolder).filter((file) => file.endsWith('.typ')).map((file) => file.slice(0, -4)));

  return {
    async render(template, data) {
      if (!names.has(template)) throw new Error(`no paper template named ${template}`);
      const press = await ready();
      return print(press, template, prepare(data, press.covers), clock.now());
    },
    async checkConfig() {
      if (names.size === 0) throw new Error(`no paper templates in ${templateFolder}`);
      const press = await ready();
      for (const sign of 'ẶỄỘỰỹđĐƯƠƀĕŏŭĭ') if (!press.covers.has(sign.codePointAt(0) as number)) throw new Error(`the paper font cannot print ${sign}`);
      await readFile(join(templateFolder, 'common.typ'));
      print(press, 'thu', JSON.stringify({ line: 'Thử máy in' }), clock.now());
    },
  };
}

function prepare(data: unknown, covers: ReadonlySet<number>): string {
  if (typeof data !== 'object' || data === null) throw new Error('a paper needs data');
  const { qr, ...rest } = data as { qr?: unknown };
  if (qr !== undefined && (typeof qr !== 'string' || Buffer.byteLength(qr) > PAPER_LIMITS.qr)) throw new Error(`QR text is missing or longer than ${PAPER_LIMITS.qr} bytes`);
  const json = JSON.stringify({ ...(cleanData(rest, covers) as object), ...(qr === undefined ? {} : { qr: qrSvg(qr) }) });
  if (json.length > PAPER_LIMITS.data) throw new Error(`paper data has ${json.length} characters, at most ${PAPER_LIMITS.data}`);
  return json;
}

function print({ compiler, folder }: Press, template: string, json: string, at: Date): Buffer {
  const dataFile = join(folder, 'data.json');
  compiler.mapShadow(dataFile, Buffer.from(json));
  try {
    // Straight to PDF: a compiled document held by JavaScript keeps 0.2–0.5 MB of native memory that the collector does not see.
    return compiler.pdf({ mainFilePath: join(folder, `${template}.typ`), resetRead: true }, { pdfStandard: 'a-2b', creationTimestamp: Math.floor(at.getTime() / 1000) });
  } catch (error) {
    throw new Error(`paper ${template}: ${error instanceof Error ? error.message.trim() : String(error)}`, { cause: error });
  } finally {
    compiler.unmapShadow(dataFile);
    compiler.evictCache(KEEP_AGE);
  }
}
