import { z } from 'zod';
import { json, route, type Route } from '../platform/http/route.ts';

/** The OpenAPI 3.1 document of every route under /api/, made from the very schemas that validate requests and shape answers. */
export function openApiDocument(routes: readonly Route[], publicUrl: string): unknown {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    if (!one.api || !one.path.startsWith('/api/')) continue;
    const path = one.path.replace(/:([A-Za-z]+)/gu, '{$1}');
    (paths[path] ??= {})[one.method.toLowerCase()] = {
      operationId: one.audit, summary: one.api.summary,
      parameters: [...parameters(one.params, 'path'), ...parameters(one.query, 'query')],
      responses: {
        200: { description: 'OK', content: { 'application/json': { schema: schemaOf(one.api.answer) } } },
        400: problem('the request cannot be read: details name the parameter'), 404: problem('nothing there for these parameters'), 429: problem('too many wrong tries; wait'), 503: problem('busy; try again'),
      },
    };
  }
  return { openapi: '3.1.0', info: { title: 'Một Cửa', version: 'v1', description: 'Cổng dịch vụ công và một cửa điện tử: phần công khai. All times are ISO 8601 with +07:00.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } }, servers: [{ url: publicUrl }], paths };
}
const problem = (description: string): unknown => ({ description, content: { 'application/problem+json': { schema: { type: 'object', properties: { status: { type: 'integer' }, kind: { type: 'string' }, reference: { type: 'string' }, details: { type: 'array', items: { type: 'string' } } }, required: ['status', 'kind', 'reference'] } } } });
function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' }) as Record<string, unknown>;
  return rest;
}
function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): unknown[] {
  if (!schema) return [];
  const whole = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as { properties?: Record<string, Record<string, unknown>>; required?: string[] };
  return Object.entries(whole.properties ?? {}).map(([name, property]) => ({ name, in: place, required: place === 'path' || (whole.required ?? []).includes(name), ...(property['description'] ? { description: property['description'] } : {}), schema: property }));
}
export const openApiRoute = (routes: readonly Route[], publicUrl: string): Route => route({ method: 'GET', path: '/api/v1/openapi.json', permission: 'public.read', audit: 'api.describe', async handle() { return json(openApiDocument(routes, publicUrl)); } });
