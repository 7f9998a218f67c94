// What happens in `node --test`, one JSON line an event, for bin/run-tests.mjs to count and to show.
const textOf = (error) => {
  if (!error) return '';
  const cause = error.cause ?? error;
  const text = typeof cause === 'object' && cause !== null ? String(cause.stack ?? cause.message ?? cause) : String(cause);
  return text.split('\n').filter((line) => !/^\s+at .*node:internal\//u.test(line)).join('\n').trimEnd();
};

export default async function* report(source) {
  for await (const { type, data } of source) {
    const base = { type, file: data.file ?? '', name: data.name ?? '', nesting: data.nesting ?? 0 };
    if (type === 'test:pass' || type === 'test:fail') {
      yield `${JSON.stringify({ ...base, suite: data.details?.type === 'suite', skipped: Boolean(data.skip) || Boolean(data.todo), ms: data.details?.duration_ms ?? 0, failure: data.details?.error?.failureType ?? '', error: type === 'test:fail' ? textOf(data.details?.error) : '' })}\n`;
    } else if (type === 'test:dequeue' || type === 'test:complete' || (type === 'test:summary' && data.file)) {
      yield `${JSON.stringify(base)}\n`;
    } else if (type === 'test:stderr' || type === 'test:stdout') {
      yield `${JSON.stringify({ ...base, text: data.message })}\n`;
    }
  }
}
