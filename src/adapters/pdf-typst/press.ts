import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cleanData } from './clean-text.ts';
import { loadTinos } from './fonts.ts';
import { PAPER_LIMITS } from './limits.ts';
import { qrSvg } from './qr.ts';

/** Papers for which Typst keeps the parts that it has laid out; measured: 0 makes each paper slower, more makes the memory grow. */
const KEEP_AGE = 2;

export interface Press { print(template: string, json: string, at: Date): Buffer }

/**
 * Typst, its fonts and templates, loaded. The data reaches a template as a JSON file in memory and is only ever inserted as
 * text, so no answer can become markup, open a file or import a package; the template folder is all that the compiler may read.
 */
export function openPress(templateFolder: string, fontFolder?: string): Press {
  const { NodeCompiler } = createRequire(import.meta.url)('@myriaddreamin/typst-ts-node-compiler') as typeof import('@myriaddreamin/typst-ts-node-compiler');
  const faces = loadTinos(fontFolder);
  const [first, ...others] = faces.map((face) => face.covers);
  const covers = new Set([...(first ?? [])].filter((letter) => others.every((face) => face.has(letter))));
  for (const sign of 'ẶỄỘỰỹđĐƯƠƀĕŏŭĭ') if (!covers.has(sign.codePointAt(0) as number)) throw new Error(`the paper font cannot print ${sign}`);
  const compiler = NodeCompiler.create({ workspace: templateFolder, fontArgs: [{ fontBlobs: faces.map((face) => face.bytes) }] });
  const dataFile = join(templateFolder, 'data.json');
  return {
    print(template, json, at) {
      const file = join(templateFolder, `${template}.typ`);
      if (!existsSync(file)) throw new Error('the template is gone');
      compiler.mapShadow(dataFile, Buffer.from(prepare(json, covers)));
      try {
        // Straight to PDF: a compiled document held by JavaScript keeps 0.2–0.5 MB of native memory that its collector does not see.
        return compiler.pdf({ mainFilePath: file, resetRead: true }, { pdfStandard: 'a-2b', creationTimestamp: Math.floor(at.getTime() / 1000) });
      } finally {
        compiler.unmapShadow(dataFile);
        compiler.evictCache(KEEP_AGE);
      }
    },
  };
}

function prepare(json: string, covers: ReadonlySet<number>): string {
  const { qr, codes, ...rest } = JSON.parse(json) as { qr?: unknown; codes?: unknown };
  if (qr !== undefined && (typeof qr !== 'string' || Buffer.byteLength(qr) > PAPER_LIMITS.qr)) throw new Error(`the QR text is longer than ${PAPER_LIMITS.qr} bytes`);
  if (codes !== undefined && !isCodes(codes)) throw new Error('a data code is not of letters and digits, or there are too many');
  return JSON.stringify({ ...(cleanData(rest, covers) as object), ...(qr === undefined ? {} : { qr: qrSvg(qr) }), ...(codes === undefined ? {} : { codes: codes.map((text) => ({ text, picture: qrSvg(text) })) }) });
}
const isCodes = (codes: unknown): codes is readonly string[] => Array.isArray(codes) && codes.length <= PAPER_LIMITS.codes && codes.every((text) => typeof text === 'string' && new RegExp(`^[0-9A-Z]{1,${PAPER_LIMITS.code}}$`, 'u').test(text));
