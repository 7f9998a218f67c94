/**
 * The little of a PDF's structure that signing needs: where objects lie, through the chain of cross-reference tables.
 * Files with cross-reference streams are refused: only our own papers are signed, and those have tables.
 */
export interface PdfObjects {
  readonly size: number;
  readonly root: number;
  /** the trailer's other entries, kept as they are: `/Info 5 0 R`, `/ID […]` */
  readonly info?: string;
  readonly id?: string;
  readonly startXref: number;
  /** text between `n 0 obj` and `endobj` */
  body(id: number): string;
}

/** Updates chained one after another; a paper is signed twice, rarely more. */
const MAX_UPDATES = 50;

export function readObjects(pdf: Buffer): PdfObjects {
  const raw = pdf.toString('latin1');
  const startXref = Number(/startxref\s+(\d{1,10})\s+%%EOF\s*$/u.exec(raw.slice(-64))?.[1] ?? Number.NaN);
  const places = new Map<number, number>();
  let trailer: string | undefined;
  let next: number | undefined = startXref;
  for (let updates = 0; next !== undefined; updates++) {
    if (updates === MAX_UPDATES || !raw.startsWith('xref', next)) throw new Error('the PDF has no plain cross-reference table');
    const end = raw.indexOf('trailer', next);
    const dict = raw.slice(end + 7, raw.indexOf('startxref', end));
    readTable(raw.slice(next + 4, end), places);
    trailer ??= dict;
    const previous: string | undefined = /\/Prev (\d+)/u.exec(dict)?.[1];
    next = previous === undefined ? undefined : Number(previous);
  }
  const size = Number(/\/Size (\d+)/u.exec(trailer ?? '')?.[1]);
  const root = Number(/\/Root (\d+) 0 R/u.exec(trailer ?? '')?.[1]);
  if (!Number.isInteger(size) || !Number.isInteger(root)) throw new Error('the PDF has no usable trailer');
  const info = /\/Info \d+ 0 R/u.exec(trailer ?? '')?.[0];
  const id = /\/ID \[\s*(?:\((?:\\[\s\S]|[^\\)])*\)|<[0-9A-Fa-f]*>)\s*(?:\((?:\\[\s\S]|[^\\)])*\)|<[0-9A-Fa-f]*>)\s*\]/u.exec(trailer ?? '')?.[0];
  return {
    size, root, startXref, ...(info ? { info } : {}), ...(id ? { id } : {}),
    body(object) {
      const at = places.get(object);
      const head = `${object} 0 obj`;
      if (at === undefined || !raw.startsWith(head, at)) throw new Error(`PDF object ${object} is missing`);
      return raw.slice(at + head.length, raw.indexOf('endobj', at)).trim();
    },
  };
}

function readTable(table: string, places: Map<number, number>): void {
  const lines = table.split(/\r?\n/u).map((line) => line.trim()).filter((line) => line !== '');
  let id = 0;
  for (const line of lines) {
    const section = /^(\d+) (\d+)$/u.exec(line);
    if (section) {
      id = Number(section[1]);
      continue;
    }
    const entry = /^(\d{10}) \d{5} ([nf])$/u.exec(line);
    if (!entry) throw new Error('the PDF cross-reference table cannot be read');
    if (entry[2] === 'n' && !places.has(id)) places.set(id, Number(entry[1]));
    id++;
  }
}

/** Number of the first page's object, down the page tree. */
export function firstPage(objects: PdfObjects): number {
  let id = Number(/\/Pages (\d+) 0 R/u.exec(objects.body(objects.root))?.[1]);
  for (let depth = 0; depth < 20; depth++) {
    const body = objects.body(id);
    if (/\/Type \/Page(?!s)/u.test(body)) return id;
    id = Number(/\/Kids \[\s*(\d+) 0 R/u.exec(body)?.[1]);
  }
  throw new Error('the PDF has no first page');
}
