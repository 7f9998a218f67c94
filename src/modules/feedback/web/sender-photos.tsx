import type { VNode } from 'preact';
import type { RouteRequest, View } from '../../../platform/http/route.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { FileField } from '../../../ui/components/file-field/file-field.tsx';
import { MAY_ADD_PHOTOS, PHOTO_LIMITS } from '../domain/index.ts';
import type { CasePhoto, LoadedCase } from '../ports.ts';
import type { FeedbackWebDeps } from './feedback-deps.ts';
import { F } from './words.ts';

export const PHOTO_INPUT = 'anh';

/** Whether this very browser (or account) sent the case and may still add to it; the code and secret alone only show. */
export async function mayAddPhotos(deps: Pick<FeedbackWebDeps, 'cases'>, { scope }: Pick<RouteRequest<unknown, unknown, unknown>, 'scope'>, found: LoadedCase): Promise<boolean> {
  if ((scope.kind !== 'guest' && scope.kind !== 'citizen') || !MAY_ADD_PHOTOS.includes(found.state.status)) return false;
  return (await deps.cases.find(scope, found.id)) !== null;
}

interface Props { readonly view: View; readonly lang: Lang; readonly found: LoadedCase; readonly secret: string; readonly photos: readonly CasePhoto[]; readonly mayAdd: boolean; readonly problems: readonly { readonly name: string; readonly message: Text }[] }
/** Photos of a case on its sender's page: to be added one by one, looked at and taken away while the office has not answered. */
export function PhotosOfSender({ view, lang, found, secret, photos, mayAdd, problems }: Props): VNode | null {
  if (!mayAdd && photos.length === 0) return null;
  const address = (photo: CasePhoto): string => `/phan-anh/anh/${photo.id}?ma=${encodeURIComponent(found.code)}&bi-mat=${encodeURIComponent(secret)}`;
  const problem = problems.find((one) => one.name === PHOTO_INPUT);
  if (!mayAdd) return <><h2>{F.photos[lang]}</h2><PhotoList photos={photos} lang={lang} address={address} /></>;
  const action = `/phan-anh/da-gui/${found.id}/anh`;
  return (
    <form method="post" action={action} encType="multipart/form-data" noValidate>
      <CsrfFields view={view} />
      <FileField name={PHOTO_INPUT} label={F.photosLabel} required={false} hint={F.photosHint(PHOTO_LIMITS.most)} accept="image/*" of="photos" camera {...(problem ? { error: problem.message } : {})} removeName="bo" sendButton={{ name: 'gui', value: '1' }} uploadUrl={`${action}?tra=json`}
        pages={photos.map((photo) => ({ id: photo.id, status: 'ok', sizeText: showMoment(photo.receivedAt, lang), viewUrl: `${address(photo)}&co=lon`, thumbUrl: address(photo) }))} />
    </form>);
}

/** Small pictures that lead to the large ones. */
export function PhotoList({ photos, lang, address }: { photos: readonly CasePhoto[]; lang: Lang; address: (photo: CasePhoto) => string }): VNode {
  const large = (photo: CasePhoto): string => { const small = address(photo); return `${small}${small.includes('?') ? '&' : '?'}co=lon`; };
  return (
    <ol class="mc-pages">
      {photos.map((photo, at) => (
        <li key={photo.id} class="mc-page">
          <span class="mc-page-picture"><img src={address(photo)} alt="" width="64" height="64" loading="lazy" /></span>
          <span class="mc-page-words"><a href={large(photo)}>{F.photo(at + 1)[lang]}</a><span class="mc-page-status">{showMoment(photo.receivedAt, lang)}</span></span>
        </li>))}
    </ol>);
}
