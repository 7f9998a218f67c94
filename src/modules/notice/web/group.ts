import { FAILURE_CAUSES, WORK_CAUSES, type FailureCause, type WorkCause } from '../domain/index.ts';
import type { After, FailedGroup, WorkGroup } from '../ports.ts';

export const MESSAGES = '/quan-tri/tin-nhan', FAILED = '/quan-tri/viec-hong';

/** A group of failed things in an address: `tin.<channel>.<cause>` or `viec.<task>.<cause>`. */
export type Group = { readonly kind: 'tin' } & FailedGroup | { readonly kind: 'viec' } & WorkGroup;
export const groupName = (group: Group): string => (group.kind === 'tin' ? `tin.${group.channel}.${group.cause}` : `viec.${group.task}.${group.cause}`);
export function readGroup(name: string): Group | null {
  const [kind, which = '', cause = '', ...rest] = name.split('.');
  if (rest.length > 0) return null;
  if (kind === 'tin' && (which === 'sms' || which === 'email') && ([...FAILURE_CAUSES, 'undelivered'] as string[]).includes(cause)) return { kind, channel: which, cause: cause as FailureCause | 'undelivered' };
  if (kind === 'viec' && /^[a-z0-9:_-]{1,80}$/u.test(which) && (WORK_CAUSES as readonly string[]).includes(cause)) return { kind, task: which, cause: cause as WorkCause };
  return null;
}
export const writeAfter = (after: After): string => `${after.at.toISOString()}_${after.id}`;
export function readAfter(text: string): After | null {
  const found = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/u.exec(text);
  const at = new Date(found?.[1] ?? '');
  return found?.[2] && !Number.isNaN(at.getTime()) ? { at, id: found[2] } : null;
}
