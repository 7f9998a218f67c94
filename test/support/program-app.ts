import assert from 'node:assert/strict';
import { join } from 'node:path';
import type pg from 'pg';
import { loadKeyring } from '../../src/platform/crypto/keyring-file.ts';
import { ensureLogins } from '../../src/platform/postgres/migrate.ts';
import { openDatabase } from '../../src/platform/postgres/pools.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { readConfig } from '../../src/wiring/config.ts';
import { buildCore } from '../../src/wiring/core.ts';
import { reactions } from '../../src/wiring/reactions.ts';
import type { TestApp } from './app.ts';
import { Visitor } from './browse.ts';
import { poolOf, startProgram, type Program } from './program.ts';

/**
 * The program in processes of its own, and what tests arrange people and dossiers with, on the same database. Its clock is the real
 * one and its own worker does the jobs: `drainJobs` and what else a test needs of a TestApp it hands in.
 */
export interface ProgramWithApp { readonly program: Program; readonly owner: pg.Pool; readonly app: TestApp; /** the one row, as the owner of the database sees it; none fails the test */ one<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row>; close(): Promise<void> }

export async function startProgramWithApp(more: NodeJS.ProcessEnv = {}, own: Partial<TestApp> = {}): Promise<ProgramWithApp> {
  const program = await startProgram(more);
  const owner = poolOf(program);
  const keyring = loadKeyring(join(program.dataDir, 'keyring.json'), false);
  const db = openDatabase({ url: (await ensureLogins(program.ownerUrl(), join(program.dataDir, 'database-logins.json'))).app, readers: 1, writers: 2 });
  const config = readConfig(program.env);
  const core = await buildCore(config, db, keyring, reactions, systemClock);
  const app = { url: program.base, config, core, keyring, clock: systemClock, database: { owner }, visitor: (name?: string) => new Visitor(program.base, name), ...own } as unknown as TestApp;
  return {
    program, owner, app,
    async one<Row extends object>(text: string, values: readonly unknown[] = []) { return (await owner.query<Row>(text, [...values])).rows[0] ?? assert.fail(`no row: ${text}`); },
    async close() { await db.close(); await owner.end(); await program.stop(); },
  };
}
