import { LIMITS } from '../../../shared/limits.ts';

/** Every bound on what a file may be. Checked on headers and structure, before any decoder sees the bytes (T-08). */
export const FILE_LIMITS = {
  /** bytes of one file */ bytes: LIMITS.uploadFile,
  /** files of one draft or dossier */ filesPerDossier: LIMITS.filesPerDossier,
  /** bytes that one person may have lying in drafts: some 30 photographed pages for each of several drafts */ looseBytesPerOwner: 300 * 1024 * 1024,
  /** characters of a file name; ext4 and NTFS allow 255 bytes or characters */ nameCharacters: 120,
} as const;

export const IMAGE_LIMITS = {
  /** width × height; a 48-megapixel phone photo is 8064 × 6048 = 48.8 million */ pixels: 50_000_000,
  /** bytes that a decoder must hold at once where it cannot go line by line (progressive JPEG, interlaced PNG, WebP); measured: the process grows by about this and 50 MB more */ frameBytes: 110_000_000,
  /** either side */ side: 16_383,
  /** parts between which an image's header is searched */ segments: 20_000,
  /** long side of the copy that is kept: A4 at some 200 dots per inch */ keptSide: 2400,
  /** a copy below this is not squeezed further */ smallEnough: 350 * 1024,
} as const;

export const PDF_LIMITS = {
  pages: 200,
  /** numbered objects, those in object streams included */ objects: 200_000,
  /** bytes of one inflated object stream; they hold dictionaries, never pictures */ objectStream: 8 * 1024 * 1024,
  /** bytes of all of them together */ objectStreams: 24 * 1024 * 1024,
  /** white space after the end mark */ afterEnd: 64 * 1024,
  /** how many times over a file may be read while its objects are */ readings: 4,
  /** dictionaries inside dictionaries */ depth: 48,
  /** nodes on the way through the page tree */ treeNodes: 5000,
} as const;
