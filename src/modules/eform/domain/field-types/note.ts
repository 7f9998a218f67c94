import type { FieldKind } from './kind.ts';

/** Words between questions; asks nothing. */
export const note: FieldKind = {
  parts: [],
  read: () => ({ answer: undefined }),
  check: () => undefined,
  missing: (field) => field.label,
  show: () => '',
  schema: () => ({}),
};
