/** Options of a command: `--name value` or `--name=value`, flags without a value, everything else in `rest`. Unknown options are a problem, never ignored. */
export type ReadOptions =
  | { readonly ok: true; readonly values: Readonly<Record<string, string | undefined>>; readonly flags: ReadonlySet<string>; readonly rest: readonly string[] }
  | { readonly ok: false; readonly problem: string };

export function readOptions(argv: readonly string[], known: { readonly values?: readonly string[]; readonly flags?: readonly string[] }): ReadOptions {
  const values: Record<string, string> = {};
  const flags = new Set<string>();
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith('--')) { rest.push(word); continue; }
    const equals = word.indexOf('=');
    const name = word.slice(2, equals < 0 ? undefined : equals);
    if (known.flags?.includes(name) && equals < 0) { flags.add(name); continue; }
    if (!known.values?.includes(name)) return { ok: false, problem: `Không hiểu «${word}». / “${word}” is not understood.` };
    const value = equals < 0 ? argv[++i] : word.slice(equals + 1);
    if (value === undefined || value === '') return { ok: false, problem: `--${name} thiếu giá trị. / --${name} needs a value.` };
    values[name] = value;
  }
  return { ok: true, values, flags, rest };
}
