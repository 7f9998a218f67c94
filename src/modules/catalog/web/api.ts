import { z } from 'zod';
import { json, route, type Route } from '../../../platform/http/route.ts';
import { notFound } from '../../../platform/http/problem.ts';
import { addressOf, SEARCH_LIMITS, type ServiceLevel } from '../domain/index.ts';
import type { Finder, FoundProcedure } from '../use-cases/find-procedures.ts';

export const API_LIMITS = {
  /** items of one answer */ page: 100,
  /** when none is asked */ pageDefault: 50,
} as const;

const levelSchema = z.int().min(1).max(4).meta({ description: 'Mức độ dịch vụ công trực tuyến 1–4, tính từ việc thủ tục làm được gì' });
const itemSchema = z.object({
  code: z.string().meta({ description: 'Mã quốc gia của thủ tục', examples: ['1.001193'] }),
  name: z.string().meta({ description: 'Tên chính thức' }),
  plainName: z.string().meta({ description: 'Tên thường gọi' }),
  plainNameEn: z.string(),
  level: levelSchema,
  serviceLevel: z.enum(['full', 'partial', 'information']).meta({ description: 'toàn trình, một phần, cung cấp thông tin' }),
  serviceLevelName: z.string(),
  field: z.string(), ministry: z.string(),
  url: z.string().meta({ description: 'Đường dẫn tới trang của thủ tục' }),
}).meta({ id: 'ProcedureItem' });
export const procedureListAnswer = z.object({ total: z.int(), offset: z.int(), limit: z.int(), items: z.array(itemSchema) }).meta({ id: 'ProcedureList' });

const termSchema = z.object({ value: z.number().nullable(), unit: z.string().nullable(), channel: z.string().nullable(), case: z.string().nullable(), sourceText: z.string(), legalBasis: z.string().nullable() });
export const procedureAnswer = itemSchema.extend({
  version: z.int(), versionId: z.string(), contentHash: z.string(), publishedAt: z.string().nullable(), decision: z.string().nullable(),
  order: z.array(z.string()),
  manner: z.array(z.object({ channel: z.enum(['online', 'counter', 'post']), term: z.string().nullable(), fee: z.string().nullable(), note: z.string().nullable() })),
  papers: z.array(z.object({ key: z.string(), name: z.string(), shortName: z.string(), kind: z.enum(['submit', 'present', 'form']), originals: z.int(), copies: z.int(), when: z.string().nullable(), conditional: z.boolean() })),
  copiesOfDossier: z.int().nullable(), terms: z.array(termSchema), applicants: z.array(z.string()), authority: z.string().nullable(),
  results: z.array(z.object({ code: z.string().nullable(), name: z.string() })), conditions: z.string().nullable(), feeText: z.string().nullable(), legalBasis: z.array(z.string()),
  levelReasons: z.array(z.string()),
  unverified: z.array(z.object({ part: z.string(), basis: z.string() })).meta({ description: 'Điều chưa đối chiếu với bản công bố' }),
}).meta({ id: 'Procedure' });

const listQuery = z.strictObject({
  q: z.string().max(SEARCH_LIMITS.queryLength).optional().meta({ description: 'Câu tìm, có dấu hay không dấu' }),
  level: z.enum(['1', '2', '3', '4', 'full', 'partial', 'information']).optional().meta({ description: 'Chỉ lấy mức độ 1–4 này, hoặc toàn trình (full), một phần (partial), cung cấp thông tin (information)' }),
  limit: z.coerce.number().int().min(1).max(API_LIMITS.page).default(API_LIMITS.pageDefault),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** The catalogue for other programs; the schemas of the answers are those of the OpenAPI document. */
export function procedureApiRoutes(deps: { readonly finder: Finder }): Route[] {
  return [
    route({
      method: 'GET', path: '/api/v1/procedures', permission: 'public.read', audit: 'api.procedures', query: listQuery,
      api: { summary: 'Tìm thủ tục đang được cung cấp', answer: procedureListAnswer },
      async handle({ query }) {
        const q = query.q?.trim() ?? '';
        const found = (q === '' ? await deps.finder.list() : await deps.finder.find(q)).filter((one) => query.level === undefined || String(one.level.legacy) === query.level || one.level.modern === query.level);
        const answer: z.infer<typeof procedureListAnswer> = { total: found.length, offset: query.offset, limit: query.limit, items: found.slice(query.offset, query.offset + query.limit).map(itemOf) };
        return json(answer);
      },
    }),
    route({
      method: 'GET', path: '/api/v1/procedures/:code', permission: 'public.read', audit: 'api.procedure', params: z.object({ code: z.string().regex(/^\d\.\d{6}(?:\.[\d.]*H\d+)?$/u) }),
      query: z.strictObject({}),
      api: { summary: 'Một thủ tục với toàn bộ nội dung công bố', answer: procedureAnswer },
      async handle({ params }) {
        return json(answerOf((await deps.finder.one(params.code)) ?? notFound()));
      },
    }),
  ];
}
const LEVEL_NAMES: Readonly<Record<ServiceLevel['modern'], string>> = { full: 'toàn trình', partial: 'một phần', information: 'cung cấp thông tin' };
function itemOf({ version, level }: FoundProcedure): z.infer<typeof itemSchema> {
  const { content } = version;
  return {
    code: content.code, name: content.officialName, plainName: content.plainName.vi, plainNameEn: content.plainName.en, level: level.legacy,
    serviceLevel: level.modern, serviceLevelName: LEVEL_NAMES[level.modern], field: content.field, ministry: content.ministry, url: `/thu-tuc/${addressOf(content)}`,
  };
}
function answerOf(found: FoundProcedure): z.infer<typeof procedureAnswer> {
  const { version, level } = found;
  const { content } = version;
  return {
    ...itemOf(found), version: version.versionNo, versionId: version.id, contentHash: version.contentHash, publishedAt: version.publishedAt?.toISOString() ?? null, decision: content.decision ?? null,
    order: [...content.order],
    manner: content.manner.map((manner) => ({ channel: manner.channel, term: manner.term ?? null, fee: manner.fee ?? null, note: manner.note ?? null })),
    papers: content.papers.map((paper) => ({ key: paper.key, name: paper.name, shortName: paper.shortName.vi, kind: paper.kind, originals: paper.originals, copies: paper.copies, when: paper.whenText ?? null, conditional: paper.whenText !== undefined || paper.requiredWhen !== undefined || paper.optional === true })),
    copiesOfDossier: content.copiesOfDossier,
    terms: content.terms.map((term) => ({ value: term.term?.value ?? null, unit: term.term?.unit ?? null, channel: term.channel ?? null, case: term.caseKey ?? null, sourceText: term.sourceText, legalBasis: term.legalBasis ?? null })),
    applicants: [...content.applicants], authority: content.authority, results: content.results.map((result) => ({ code: result.code ?? null, name: result.name })), conditions: content.conditions, feeText: content.feeText, legalBasis: [...content.legalBasis],
    levelReasons: level.reasons.map((reason) => reason.vi),
    unverified: content.flags.flatMap((flag) => (flag.resolution?.unverified ? [{ part: flag.part, basis: flag.resolution.basis }] : [])),
  };
}
