import { z } from 'zod';
import { page, redirect, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { normaliseSecret } from '../../../shared/id.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { FileInput } from '../../../ui/components/file-input/file-input.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { SummaryList } from '../../../ui/components/summary-list/summary-list.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import type { DossierWebDeps, FileCheck, IssuedResult } from './web-deps.ts';
import { W } from './words.ts';

const params = z.object({ code: z.string().max(40) });

/** Anybody may check a signed result by the code in its QR, or byte for byte by the file. No name of a citizen is shown. */
export function verifyRoutes(deps: DossierWebDeps): Route[] {
  const show = async (request: RouteRequest<{ code: string }, unknown, unknown>, check: FileCheck | null) => {
    const code = normaliseSecret(request.params.code);
    const issued = /^[0-9A-Z]{16}$/u.test(code) ? await deps.issued(code) : null;
    return page(verifyPage(request, code, issued, check), issued ? 200 : 404);
  };
  return [
    route({
      method: 'GET', path: '/kiem-tra', permission: 'public.read', audit: 'result.verify-page', query: z.object({ ma: z.string().max(60).optional() }),
      async handle(request) {
        if (request.query.ma) return redirect(`/kiem-tra/${encodeURIComponent(normaliseSecret(request.query.ma))}`);
        return page(
          <CitizenLayout view={request.view} title={W.verify.title}>
            <form method="get" action="/kiem-tra" noValidate><TextField name="ma" label={W.verify.enter} hint={W.verify.enterHint} width={20} spellcheck={false} /><ButtonGroup><Button>{W.verify.look[request.lang]}</Button></ButtonGroup></form>
          </CitizenLayout>);
      },
    }),
    route({ method: 'GET', path: '/kiem-tra/:code', permission: 'public.read', audit: 'result.verify', params, handle: (request) => show(request, null) }),
    route({
      method: 'POST', path: '/kiem-tra/:code', permission: 'public.read', audit: 'result.verify-file', params, multipart: true,
      async handle(request) { return show(request as unknown as RouteRequest<{ code: string }, unknown, unknown>, await deps.verifyFile(request.parts())); },
    }),
  ];
}

function verifyPage(request: RouteRequest<{ code: string }, unknown, unknown>, code: string, issued: IssuedResult | null, check: FileCheck | null) {
  const { lang, view } = request;
  if (!issued) return <CitizenLayout view={view} title={W.verify.title} back="/kiem-tra"><Notice kind="error" title={W.verify.unknown}><p>{code}</p></Notice></CitizenLayout>;
  const same = check?.kind === 'checked' && check.sha256 === issued.sha256 && check.signatures.every((signature) => signature.outcome === 'valid' && signature.coversWholeFile);
  return (
    <CitizenLayout view={view} title={W.verify.title} back="/kiem-tra">
      <Notice kind={issued.revokedAt ? 'error' : 'ok'} title={issued.revokedAt ? W.verify.revoked : W.verify.real}>{issued.trial && <p>{W.verify.trial[lang]}</p>}</Notice>
      <SummaryList rows={[
        { term: W.done.paper, value: issued.title }, { term: W.verify.number, value: issued.number }, { term: W.verify.agency, value: issued.agency },
        { term: W.verify.signer, value: `${issued.signer}, ${issued.signerTitle}` }, { term: W.verify.at, value: showMoment(issued.signedAt, lang) }, { term: W.verify.hash, value: <code class="mc-hash">{issued.sha256}</code> },
      ]} />
      {check?.kind === 'checked' && <Notice kind={same ? 'ok' : 'error'} role="status"><p>{(same ? W.verify.same : W.verify.different)[lang]}</p></Notice>}
      <h2>{W.verify.upload[lang]}</h2>
      <form method="post" action={`/kiem-tra/${code}`} encType="multipart/form-data" noValidate>
        <CsrfFields view={view} />
        <FileInput name="tep" label={W.verify.file} accept="application/pdf" />
        <ButtonGroup><Button kind="secondary">{W.verify.go[lang]}</Button></ButtonGroup>
      </form>
    </CitizenLayout>);
}
