import { z } from 'zod';
import { page, redirect, route, type Route } from '../../../platform/http/route.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { showMoment } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { KeyHints } from '../../../ui/components/key-hints/key-hints.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { deskScope, officerOf, type DeskDeps } from './desk-deps.ts';
import { readDraftCode } from './read-intake.ts';
import { INTAKE, W } from './words.ts';

const CHOICES = 9;
/** how many intakes that were put aside are offered */
const UNFINISHED = 20;
const PROCEDURE_CODE = /^\d\.\d{6}$/u;

/** «ks» Enter, then a digit: the counter's way to a procedure, or to what a person already declared at home. */
export function chooseProcedureRoutes(deps: DeskDeps): Route[] {
  return [
    route({
      method: 'GET', path: '/ban/tiep-nhan', permission: 'desk.receive', audit: 'desk.choose-procedure', query: z.object({ q: z.string().max(LIMITS.lineText).optional() }),
      async handle(request) {
        const { lang } = request;
        const typed = request.query.q?.trim() ?? '';
        const code = readDraftCode(typed);
        const found = await deps.findProcedures(typed, CHOICES);
        // an exact code, or the only one that fits, needs no second choice
        const only = typed !== '' && found.length > 0 && (found.length === 1 || PROCEDURE_CODE.test(typed)) ? found[0] : undefined;
        if (only && (found.length === 1 || only.code === typed)) return redirect(`${intakeHref(only.slug)}`);
        const aside = typed === '' ? (await deps.drafts.listOpen(deskScope(request), UNFINISHED)).filter((one) => one.agencyId === officerOf(request).agencyId) : [];
        const contents = new Map(await Promise.all(aside.map(async (one) => [one.procedure, (await deps.procedures.current(one.procedure))?.content] as const)));
        return page(
          <DeskLayout view={request.view} title={W.intake} active="intake">
            <form method="post" action="/ban/tiep-nhan" role="search" noValidate>
              <CsrfFields view={request.view} />
              <TextField id="q" name="q" label={W.chooseProcedure} hint={W.chooseHint} value={typed} autocomplete="off" spellcheck={false} dataKey="F4" />
              <ButtonGroup><Button>{W.find[lang]}</Button></ButtonGroup>
            </form>
            {aside.length > 0 && <>
              <h2 id="luu-tam">{INTAKE.unfinished[lang]}</h2>
              <ul aria-labelledby="luu-tam">{aside.map((one) => { const content = contents.get(one.procedure); return content && <li key={one.id} data-row><a href={`/ban/tiep-nhan/${content.slug ?? one.procedure}?nhap=${one.shortCode}#nguoi-the`}>{one.content.owner?.name || INTAKE.noName[lang]}</a> <span class="mc-quiet">{content.plainName[lang]} · {one.shortCode.replace('-', ' ')} · {showMoment(one.changedAt, lang)}</span></li>; })}</ul>
            </>}
            {found.length === 0 && typed !== '' && <Notice kind="warn" role="status"><p>{(code?.sure ? INTAKE.noDraft : INTAKE.nothing(typed))[lang]}</p></Notice>}
            {found.length > 0 && <>
              <h2 id="ket-qua">{(typed === '' ? INTAKE.favourites : INTAKE.found)[lang]}</h2>
              <ol aria-labelledby="ket-qua">{found.map((one, at) => (
                <li key={one.code} data-row><a href={intakeHref(one.slug)} data-key={String(at + 1)}>{one.plain}</a> <span class="mc-quiet">{one.official} · {one.code}</span></li>))}</ol>
              <KeyHints short keys={[{ keys: `1–${found.length}`, words: INTAKE.found }]} />
            </>}
          </DeskLayout>);
      },
    }),
    route({
      method: 'POST', path: '/ban/tiep-nhan', permission: 'desk.receive', audit: 'desk.open-draft', body: z.strictObject({ q: z.string().max(LIMITS.lineText).optional() }),
      async handle(request) {
        const typed = request.body.q?.normalize('NFC').trim() ?? '';
        const code = readDraftCode(typed);
        const draft = code ? await deps.drafts.told(deskScope(request), code.code) : null;
        if (draft?.dossierId) return redirect(`/ban/ho-so/${draft.dossierId}`);
        const current = draft && (await deps.procedures.current(draft.procedure));
        if (draft && current) return redirect(`/ban/tiep-nhan/${current.content.slug ?? draft.procedure}?nhap=${draft.shortCode}#nguoi-the`);
        // A person's number typed here by mistake goes into no address.
        return redirect(/\d{9}/u.test(typed.replace(/[\s.-]/gu, '')) ? '/ban/tiep-nhan' : `/ban/tiep-nhan?q=${encodeURIComponent(typed)}`);
      },
    }),
  ];
}
const intakeHref = (slug: string): string => `/ban/tiep-nhan/${slug}#nguoi-the`;
