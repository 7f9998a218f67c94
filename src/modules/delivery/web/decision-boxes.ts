import { z } from 'zod';
import { LIMITS } from '../../../shared/limits.ts';
import type { Text } from '../../../shared/text.ts';

/** Boxes of the pages on which prices and decisions are entered. */
export const PAGE = '/quan-tri/buu-dien';
export type Body = Readonly<Record<string, string | undefined>>;
export interface Problem { readonly name: string; readonly message: Text }
export const line = z.string().max(LIMITS.lineText).optional();
export const day = (name: string) => ({ [`${name}.day`]: line, [`${name}.month`]: line, [`${name}.year`]: line });
/** `2026-03-02` out of three boxes, whatever stands in them. */
export const dateIn = (body: Body, name: string): string => { const part = (one: string, size: number): string => (body[`${name}.${one}`] ?? '').trim().padStart(size, '0'); return `${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`; };
export const partsIn = (body: Body, name: string) => ({ day: body[`${name}.day`] ?? '', month: body[`${name}.month`] ?? '', year: body[`${name}.year`] ?? '' });
