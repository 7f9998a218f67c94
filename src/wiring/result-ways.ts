import type { Config } from './config.ts';

/**
 * How results leave this installation: handed over at the counter always, signed electronically always (the program signs), by
 * post only while a carrier is connected. What a procedure itself allows is the catalogue's; the level is counted from both.
 */
export function resultWays(config: Config): readonly ('counter' | 'electronic' | 'post')[] {
  const post = 'post' in config && (config as { readonly post?: unknown }).post != null;
  return post ? ['counter', 'electronic', 'post'] : ['counter', 'electronic'];
}
