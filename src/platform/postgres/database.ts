/**
 * What the rest of the program may do with PostgreSQL. Statements are plain SQL with bound values; a name makes the
 * server keep the plan (prepared statement). Nothing else knows the driver.
 */
export interface Queryable {
  query<Row>(statement: Statement): Promise<Row[]>;
}
export interface Statement { readonly text: string; readonly values?: readonly unknown[]; /** prepared under this name; the text must never vary under one name */ readonly name?: string }

/** Who the rows are read for. It becomes transaction-local settings that the row-level security policies read. */
export type Scope =
  | { readonly kind: 'public' }
  | { readonly kind: 'guest'; readonly guestKey: string }
  | { readonly kind: 'citizen'; readonly citizenId: string }
  | { readonly kind: 'officer'; readonly officerId: string; readonly agencyIds: readonly number[] };

export interface Database {
  /** One statement outside any scope, in a read-only session: rows that are public, or a function that sets its own scope. */
  readonly read: Queryable;
  /** One statement that may write, outside any scope. */
  readonly write: Queryable;
  /** A transaction for a scope: READ ONLY unless `writes`. Rolls back when `work` throws. */
  inScope<T>(scope: Scope, access: 'reads' | 'writes', work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Joins nothing and escapes nothing: values are always bound. */
export function sql(text: string, values: readonly unknown[] = [], name?: string): Statement {
  return name === undefined ? { text, values } : { text, values, name };
}
