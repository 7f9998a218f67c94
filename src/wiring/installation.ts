import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../platform/package-root.ts';
import { loadKeyring } from '../platform/crypto/keyring-file.ts';
import type { Keyring } from '../platform/crypto/seal.ts';
import { startEmbedded, type EmbeddedPostgres } from '../platform/postgres/embedded.ts';
import { ensureLogins, migrate, type LoginUrls, type MigrationReport } from '../platform/postgres/migrate.ts';
import { places, type Config } from './config.ts';

/** An installation with its database reachable: what every command of the program works on. */
export interface Installation {
  readonly config: Config; readonly ownerUrl: string; readonly urls: LoginUrls; readonly keyring: Keyring; readonly migrated: MigrationReport | null;
  /** starts the embedded server again when it was killed; nothing to do with a server of your own */
  keepDatabase(): Promise<'well' | 'restarted'>;
  /** stops the embedded server, if this process started it */
  close(): Promise<void>;
}

export async function openInstallation(config: Config, options: { readonly migrate: boolean }): Promise<Installation> {
  mkdirSync(config.dataDir, { recursive: true });
  const at = places(config);
  let embedded: EmbeddedPostgres | null = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir });
  const ownerUrl = config.databaseUrl ?? embedded?.ownerUrl ?? '';
  try {
    const migrated = options.migrate ? await migrate(ownerUrl, join(packageRoot(), 'migrations')) : null;
    const urls = await ensureLogins(ownerUrl, at.secrets);
    return {
      config, ownerUrl, urls, keyring: loadKeyring(at.keyring, true), migrated,
      async keepDatabase() {
        if (!embedded || embedded.alive()) return 'well';
        embedded = await startEmbedded({ dataDir: config.dataDir });
        return 'restarted';
      },
      async close() { await embedded?.stop(); },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** For commands beside a running installation: an embedded server that was already running is left running, and so is one that somebody else has come to use meanwhile. */
export async function withInstallation<T>(config: Config, options: { readonly migrate: boolean }, work: (installation: Installation) => Promise<T>): Promise<T> {
  const embedded = config.databaseUrl ? null : await startEmbedded({ dataDir: config.dataDir });
  const ownerUrl = config.databaseUrl ?? embedded?.ownerUrl ?? '';
  try {
    const at = places(config);
    const migrated = options.migrate ? await migrate(ownerUrl, join(packageRoot(), 'migrations')) : null;
    const urls = await ensureLogins(ownerUrl, at.secrets);
    return await work({ config, ownerUrl, urls, keyring: loadKeyring(at.keyring, true), migrated, keepDatabase: async () => 'well', close: async () => undefined });
  } finally {
    await embedded?.leave();
  }
}
