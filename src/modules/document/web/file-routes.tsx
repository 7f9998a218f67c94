import { z } from 'zod';
import { HttpProblem } from '../../../platform/http/problem.ts';
import { page, route, type Reply, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { showShortDate, showTime, vietnamDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import { downloadName, type StoredFile } from '../domain/index.ts';
import type { DocumentStore, FileSealer, FileStore, PhotoWorkshop } from '../ports.ts';
import { openFile } from '../use-cases/open-file.ts';
import { W } from './words.ts';

export interface FileRoutesDeps {
  readonly documents: DocumentStore; readonly files: FileStore; readonly sealer: FileSealer; readonly photos: PhotoWorkshop;
  /** before an officer is given a file: the read log that the citizen sees */
  readonly noteRead?: ((request: Pick<RouteRequest<unknown, unknown, unknown>, 'actor' | 'now' | 'scope' | 'db'>, file: StoredFile) => Promise<void>) | undefined;
}
/** Long side in pixels: small for lists, large for reading a photographed page */
export const PREVIEW_SIDES = { nho: 320, lon: 1600 } as const;

const params = z.object({ file: z.uuid() });
type FileRequest = RouteRequest<z.infer<typeof params>, unknown, unknown>;

/**
 * Handing out files. Whose scope the row lies in decides; for anybody else the file does not exist. The router sends them
 * as attachments of their exact type, sandboxed, never cached. What is shown inside pages is drawn anew by the server.
 */
export function documentRoutes(deps: FileRoutesDeps): Route[] {
  const noted = (request: FileRequest, file: StoredFile): { note?: () => Promise<void> } => {
    const { noteRead } = deps;
    return noteRead && request.actor.kind === 'officer' ? { note: () => noteRead(request, file) } : {};
  };
  return [
    route({
      method: 'GET', path: '/tep/:file', permission: 'file.read', audit: 'file.download', params,
      async handle(request): Promise<Reply> {
        const opened = await openFile(deps, request.scope, request.params.file);
        if (!opened.ok) return refusal(request, opened.refusal);
        const { file, bytes } = opened.value;
        return { kind: 'file', contentType: file.mime, filename: downloadName(file.name, file.mime), body: bytes, ...noted(request, file) };
      },
    }),
    route({
      method: 'GET', path: '/tep/:file/xem', permission: 'file.read', audit: 'file.preview', params, query: z.object({ co: z.enum(['nho', 'lon']).default('nho') }),
      async handle(request): Promise<Reply> {
        const opened = await openFile(deps, request.scope, request.params.file);
        if (!opened.ok) return refusal(request, opened.refusal);
        const { file, bytes } = opened.value;
        if (file.mime === 'application/pdf') throw new HttpProblem('not-found');
        const large = request.query.co === 'lon';
        const picture = await deps.photos.raster(bytes, PREVIEW_SIDES[request.query.co], large ? watermark(request) : null);
        if (picture === null) return said(request, 503, W.busyTitle, W.busy);
        return { kind: 'file', contentType: 'image/webp', filename: downloadName(file.name, 'image/webp'), body: picture, inline: true, ...(large ? noted(request, file) : {}) };
      },
    }),
  ];
}

/** Who looks at it and when, across what an officer sees on the screen: a photo of the screen names its maker. */
const watermark = (request: FileRequest): string | null => (request.actor.kind === 'officer' ? `${request.actor.name} · ${showTime(request.now)} ${showShortDate(vietnamDate(request.now))}` : null);

function refusal(request: FileRequest, why: 'not-found' | 'not-scanned' | 'infected'): Reply {
  if (why === 'not-found') throw new HttpProblem('not-found');
  return why === 'not-scanned' ? said(request, 409, W.waitingTitle, W.waiting) : said(request, 410, W.infectedTitle, W.infected);
}
const said = (request: FileRequest, status: number, title: Text, words: Text): Reply =>
  page(<CitizenLayout view={request.view} title={title}><p>{words[request.lang]}</p></CitizenLayout>, status);
