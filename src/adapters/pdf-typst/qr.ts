import qrcode from 'qrcode-generator';

/** Light modules around the code that a reader needs (TCVN 7322:2009 / ISO/IEC 18004: four). */
const QUIET = 4;

/** Letters of which a QR code holds two in eleven bits. */
const FEW_LETTERS = /^[0-9A-Z $%*+\-./:]+$/u;

/** Rows of dark and light modules, error level M, smallest version that holds the text. Throws when it is longer than 2,331 bytes. */
export function qrMatrix(text: string): boolean[][] {
  const code = qrcode(0, 'M');
  // The library keeps only the low byte of each letter unless this is replaced, and holds it for the whole process.
  const others = qrcode.stringToBytes;
  qrcode.stringToBytes = (letters) => [...Buffer.from(letters, 'utf8')];
  try {
    code.addData(text, FEW_LETTERS.test(text) ? 'Alphanumeric' : 'Byte');
  } finally {
    qrcode.stringToBytes = others;
  }
  code.make();
  const size = code.getModuleCount();
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => code.isDark(row, column)));
}

/** The dark modules as one path of rectangles, one for each run, on a grid of one unit a module; without the quiet zone. */
export function qrPath(text: string): { readonly path: string; readonly modules: number } {
  const matrix = qrMatrix(text);
  const runs: string[] = [];
  matrix.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      let end = x;
      while (row[end + 1]) end++;
      runs.push(`M${x} ${y}h${end - x + 1}v1H${x}z`);
      x = end;
    }
  });
  return { path: runs.join(''), modules: matrix.length };
}

/** The code as an SVG of one path, with its quiet zone. */
export function qrSvg(text: string): string {
  const { path, modules } = qrPath(text);
  const side = modules + QUIET * 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-QUIET} ${-QUIET} ${side} ${side}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}
