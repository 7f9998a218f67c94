const LONGEST = 500;

/**
 * A path of this site to go back to after signing in, or the fallback. Anything that a browser could read as another
 * site (`//x`, `/\x`, control characters, a scheme) is refused: no open redirect.
 */
export function safeReturn(asked: string | undefined, fallback: string): string {
  if (asked === undefined || asked.length > LONGEST || !/^\/(?![/\\])[\x21-\x7e]*$/u.test(asked) || asked.includes('\\')) return fallback;
  let path: string;
  try { path = decodeURIComponent(asked.split(/[?#]/u, 1)[0] ?? ''); } catch { return fallback; }
  if (/[\\\u0000-\u001f]/u.test(path) || path.startsWith('//')) return fallback;
  // Coming back to a sign-in page would only turn in a circle.
  return /^\/(?:dang-nhap|dang-xuat|can-bo\/(?:dang-nhap|doi-mat-khau))(?:\/|\?|#|$)/u.test(asked) ? fallback : asked;
}
