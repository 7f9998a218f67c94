/** JPEG pictures looked at in one PDF; a scanner makes one a page */
const MOST_PICTURES = 12;

/** The JPEG pictures that lie in a PDF as they are: what a scanner makes of a page. Other ways of keeping pictures are not read. */
export function jpegsInPdf(pdf: Uint8Array): readonly Uint8Array[] {
  const found: Uint8Array[] = [];
  const marks = new TextDecoder('latin1').decode(pdf);
  for (let at = marks.indexOf('/DCTDecode'); at !== -1 && found.length < MOST_PICTURES;) {
    const stream = marks.indexOf('stream', at);
    const end = stream < 0 ? -1 : marks.indexOf('endstream', stream);
    if (end < 0) break;
    const start = marks.indexOf('\u00ff\u00d8\u00ff', stream);
    if (start !== -1 && start < end) found.push(pdf.subarray(start, end));
    at = marks.indexOf('/DCTDecode', end);
  }
  return found;
}
