import { Fragment, type VNode } from 'preact';
import { z } from 'zod';
import { page, route, type Route, type RouteRequest } from '../../../platform/http/route.ts';
import { HttpProblem, notFound } from '../../../platform/http/problem.ts';
import type { Answers, Facts } from '../../../shared/condition.ts';
import { LIMITS } from '../../../shared/limits.ts';
import { vietnamDate } from '../../../shared/plain-date.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { CitizenLayout } from '../../../ui/layouts/citizen.tsx';
import type { Finder, FoundProcedure } from '../../catalog/index.ts';
import { addressOf } from '../../catalog/domain/index.ts';
import { PaperQueueFull } from '../../document/index.ts';
import type { DossierWebDeps } from '../../dossier/web/index.ts';
import { describeCondition, oneScreen, parsePage, prefill, sectionsOf, switchWords, type Body, type FieldError, type FormDefinition, type ScreenBlock } from '../../eform/domain/index.ts';
import { problemsOf } from '../../eform/web/index.ts';
import { blankForms, printDeclaration, type PrintFormDeps } from '../use-cases/print-form.ts';
import { PAPER_FORM as W } from './paper-form-words.ts';

export interface PaperFormDeps extends PrintFormDeps { readonly finder: Finder; readonly formFields: DossierWebDeps['formFields'] }

const params = z.object({ procedure: z.string().max(80) });
const body = z.record(z.string().max(200), z.union([z.string().max(LIMITS.longText * 2), z.array(z.string().max(LIMITS.lineText)).max(200)]));
const BUTTON = 'viec';
const UNFINISHED = 'in-do';
type Request = RouteRequest<{ procedure: string }, unknown, Body>;

/** Forms on paper for whoever does not file online: empty, or filled in on the screen without account and without storage. */
export function paperFormRoutes(deps: PaperFormDeps): Route[] {
  const blank = blankForms(deps);
  const find = async (procedure: string): Promise<{ readonly found: FoundProcedure; readonly form: FormDefinition }> => {
    const found = (await deps.finder.one(procedure)) ?? notFound();
    return { found, form: found.version.content.form ?? notFound() };
  };
  return [
    route({
      method: 'GET', path: '/thu-tuc/:procedure/to-khai.pdf', permission: 'public.read', audit: 'form.blank', params,
      async handle(request) {
        const { found, form } = await find(request.params.procedure);
        try {
          return { kind: 'file', contentType: 'application/pdf', filename: `mau-${form.id}.pdf`, body: await blank(found.version, form), inline: true };
        } catch (error) {
          if (error instanceof PaperQueueFull) throw new HttpProblem('busy');
          throw error;
        }
      },
    }),
    route({
      method: 'GET', path: '/thu-tuc/:procedure/dien-roi-in', permission: 'public.read', audit: 'form.fill-page', params,
      async handle(request) {
        const { found, form } = await find(request.params.procedure);
        const values = prefill(oneScreen(form), factsOf({}, request.now), {}).answers;
        return page(screen(deps, request, found, form, { values, body: null, errors: [], busy: false }));
      },
    }),
    route({
      method: 'POST', path: '/thu-tuc/:procedure/dien-roi-in', permission: 'public.read', audit: 'form.print', params, body,
      async handle(request) {
        const { found, form } = await find(request.params.procedure);
        const { [BUTTON]: button, ...typed } = request.body as Body;
        const parsed = parsePage(oneScreen(form), typed, factsOf({}, request.now), deps.lookups);
        if (parsed.unknown.length > 0) throw new HttpProblem('unknown-keys', parsed.unknown.slice(0, 20));
        const again = { values: parsed.answers, body: typed, busy: false };
        if (parsed.action) return page(screen(deps, request, found, form, { ...again, errors: [] }));
        // What was left out may be written by hand; what is wrong is mended first.
        const wrong = button === UNFINISHED ? parsed.errors.filter((error) => isTyped(typed, error)) : parsed.errors;
        if (wrong.length > 0) return page(screen(deps, request, found, form, { ...again, errors: wrong }), 400);
        try {
          const pdf = await printDeclaration(deps, found.version, form, parsed.answers, parsed.errors.length > 0, request.now);
          return { kind: 'file', contentType: 'application/pdf', filename: `to-khai-${form.id}.pdf`, body: pdf };
        } catch (error) {
          if (!(error instanceof PaperQueueFull)) throw error;
          return page(screen(deps, request, found, form, { ...again, errors: [], busy: true }), 503);
        }
      },
    }),
  ];
}
const factsOf = (answers: Answers, now: Date): Facts => ({ answers, channel: 'counter', today: vietnamDate(now) });
const isTyped = (typed: Body, error: FieldError): boolean => Object.entries(typed).some(([name, value]) => (name === error.field || name.startsWith(`${error.field}.`)) && (typeof value === 'string' ? value : (value ?? []).join('')).trim() !== '' && !name.endsWith('.country'));

interface Shown { readonly values: Answers; readonly body: Body | null; readonly errors: readonly FieldError[]; readonly busy: boolean }
function screen(deps: PaperFormDeps, request: Request | RouteRequest<{ procedure: string }, unknown, unknown>, found: FoundProcedure, form: FormDefinition, shown: Shown): VNode {
  const { view, lang } = request;
  const { content } = found.version;
  const address = addressOf(content);
  const facts = factsOf(shown.values, request.now);
  const all = form.pages.flatMap((one) => one.fields);
  const draw = ({ switches, fields }: ScreenBlock): VNode => {
    const [when, ...inner] = switches;
    if (!when) return deps.formFields({ page: { key: form.id, title: W.section, fields }, facts, values: shown.values, ...(shown.body ? { body: shown.body } : {}), errors: shown.errors, sources: {}, lang });
    return <div {...(inner.length === 0 ? { class: 'mc-dependent' } : {})} data-show-when={switchWords(when)}><noscript><p class="mc-hint">{W.onlyIf(describeCondition(when, all, lang))[lang]}</p></noscript>{draw({ switches: inner, fields })}</div>;
  };
  return (
    <CitizenLayout view={view} title={W.title(content.plainName)} lead={W.lead} back={`/thu-tuc/${address}`} errors={shown.errors.length > 0 ? problemsOf(oneScreen(form), shown.errors) : []} islands={['toggle-when', 'address-pick']}>
      {shown.busy && <Notice kind="warn" role="status"><p>{W.busy[lang]}</p></Notice>}
      <p>{W.how[lang]}</p>
      <p><a href={`/thu-tuc/${address}/to-khai.pdf`}>{W.blank[lang]}</a></p>
      {found.level.legacy >= 3 && <p>{W.online[lang]} <a href={`/khai/${address}`}>{W.onlineLink[lang]}</a>.</p>}
      <form method="post" action={`/thu-tuc/${address}/dien-roi-in`} noValidate>
        <CsrfFields view={view} />
        {sectionsOf(form, facts).map((section) => (
          <section key={section.key} {...(section.switches[0] ? { 'data-show-when': switchWords(section.switches[0]) } : {})}>
            <h2>{section.title[lang]}</h2>
            {section.blocks.map((block, at) => <Fragment key={at}>{draw({ ...block, switches: block.switches.slice(Math.min(1, section.switches.length)) })}</Fragment>)}
          </section>
        ))}
        <ButtonGroup><Button name={BUTTON} value="in">{W.print[lang]}</Button></ButtonGroup>
        <Details summary={W.printUnfinished}>
          <p>{W.printUnfinishedHint[lang]}</p>
          <ButtonGroup><Button kind="secondary" name={BUTTON} value={UNFINISHED}>{W.printUnfinished[lang]}</Button></ButtonGroup>
        </Details>
      </form>
    </CitizenLayout>);
}
