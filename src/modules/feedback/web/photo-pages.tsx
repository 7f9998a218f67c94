import { z } from 'zod';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import { json, page, redirect, route, type Reply, type Route } from '../../../platform/http/route.ts';
import { normaliseSecret } from '../../../shared/id.ts';
import { showShortDate, showTime, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { uploadRefusalWords } from '../../document/domain/index.ts';
import { PHOTO_LIMITS } from '../domain/index.ts';
import { addPhoto, type AddPhotoRefusal } from '../use-cases/add-photo.ts';
import { guessers, officerOf, officerScope, personScope, trackedCase, type FeedbackWebDeps } from './feedback-deps.ts';
import { casePage } from './public-pages.tsx';
import { PHOTO_INPUT } from './sender-photos.tsx';
import { F } from './words.ts';

/** Long side in pixels: small for lists, large for looking at it. */
const SIDES = { nho: 320, lon: 1600 } as const;
const size = z.enum(['nho', 'lon']).default('nho').catch('nho');
const text = z.string().max(200).optional();

/** Photos beside what was written: added by whoever sent it, seen by them and by whoever handles the case, nobody else. */
export function photoRoutes(deps: FeedbackWebDeps): Route[] {
  const shown = async (photo: { readonly bytes: Buffer } | null, co: keyof typeof SIDES, watermark: string | null): Promise<Reply> => {
    if (!photo) return notFound();
    const picture = await deps.intake.photos.raster(photo.bytes, SIDES[co], watermark);
    if (picture === null) throw new HttpProblem('busy');
    return { kind: 'file', contentType: 'image/webp', filename: 'anh.webp', body: picture, inline: true };
  };
  return [
    route({
      method: 'POST', path: '/phan-anh/da-gui/:id/anh', permission: 'dossier.own', audit: 'feedback.add-photo', params: z.object({ id: z.uuid() }), multipart: true,
      async handle(request) {
        const scope = personScope(request);
        const found = (await deps.cases.find(scope, request.params.id)) ?? notFound();
        const problems: { readonly name: string; readonly filename: string; readonly message: Text }[] = [];
        for await (const part of request.parts()) {
          if (part.kind === 'field') { if (part.name === 'bo' && z.uuid().safeParse(part.value).success) await deps.photos.remove(scope, found.id, part.value); continue; }
          if (part.name !== PHOTO_INPUT) { part.stream.resume(); continue; }
          const added = await addPhoto(deps, scope, found.id, part, request.now);
          // A file input without a choice is sent as an empty part without a name (HTML, «constructing the entry list»).
          if (!added.ok && !(added.refusal.kind === 'empty' && part.filename === '')) problems.push({ name: PHOTO_INPUT, filename: part.filename, message: photoWords(added.refusal) });
        }
        if (request.url.searchParams.get('tra') === 'json') return json({ refused: problems.map((one) => ({ filename: one.filename, message: one.message[request.lang] })) }, problems.length > 0 ? 422 : 200);
        if (problems.length === 0) return redirect(`/phan-anh/da-gui/${found.id}`);
        return page(await casePage(deps, request, found, deps.cases.secretOf(found.id), { title: F.sent, fresh: true, problems }), 400);
      },
    }),
    route({
      method: 'GET', path: '/phan-anh/anh/:photo', permission: 'public.track', audit: 'feedback.photo', params: z.object({ photo: z.uuid() }), query: z.object({ ma: text, 'bi-mat': text, co: size }),
      async handle(request) {
        const { ma = '', 'bi-mat': secret = '', co } = request.query;
        const who = guessers(request);
        if (deps.guesses.blocked(who)) throw new HttpProblem('too-many');
        const found = await trackedCase(deps, ma, secret);
        if (!found) { deps.guesses.wrong(who); return notFound(); }
        return shown(await deps.photos.open({ kind: 'tracking', code: found.code, secret: normaliseSecret(secret) }, found.id, request.params.photo), co, null);
      },
    }),
    route({
      method: 'GET', path: '/ban/phan-anh/:id/anh/:photo', permission: 'feedback.handle', audit: 'feedback.photo-at-desk', params: z.object({ id: z.uuid(), photo: z.uuid() }), query: z.object({ co: size }),
      async handle(request) {
        const { co } = request.query;
        // Who looks at it and when, across it: a photo of the screen names its maker.
        const watermark = co === 'lon' ? `${officerOf(request).name} · ${showTime(request.now)} ${showShortDate(vietnamDate(request.now))}` : null;
        return shown(await deps.photos.open(officerScope(request), request.params.id, request.params.photo), co, watermark);
      },
    }),
  ];
}

function photoWords(refusal: AddPhotoRefusal): Text {
  switch (refusal.kind) {
    case 'only-photos': return F.onlyPhotos;
    case 'not-scanned': return F.notScanned;
    case 'full': return F.photosFull(PHOTO_LIMITS.most);
    case 'closed': return F.photosClosed;
    default: return refusal.kind === 'too-many-files' ? F.photosFull(PHOTO_LIMITS.most) : uploadRefusalWords(refusal);
  }
}
