export const PAPER_LIMITS = {
  /** characters of one paper's data as JSON: some 3,000 rows of the register, which takes 3 seconds and 900 MB for that moment */ data: 1_500_000,
  /** bytes of one QR code's text (version 25, level M) */ qr: 997,
  /** letters of one data code (version 12, level M) */ code: 419, /** data codes of one paper */ codes: 27,
  /** papers that wait for the one that is printed */ waiting: 500,
  /** milliseconds for one paper; then the press is stopped */ time: 60_000,
  /** papers after which the press starts anew */ papers: 1000,
  /** bytes of memory after which the press starts anew */ memory: 320 * 1024 * 1024,
  /** milliseconds without work after which the press goes home and its memory with it */ idle: 30_000,
} as const;
