import { page, route, type Route, type RouteRequest, type UploadPart } from '../../../platform/http/route.ts';
import { isPlainDate } from '../../../shared/plain-date.ts';
import type { Text } from '../../../shared/text.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { ButtonGroup } from '../../../ui/components/button-group/button-group.tsx';
import { Checkbox } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { CsrfFields } from '../../../ui/components/csrf-fields/csrf-fields.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { FileInput } from '../../../ui/components/file-input/file-input.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { KEPT_FAULTS, markedFor, readServed, type Catalogued, type ReadServed } from '../domain/index.ts';
import { dateIn, PAGE, partsIn, type Body, type Problem } from './decision-boxes.ts';
import { officerAt, type PostWebDeps } from './web-deps.ts';
import { IMPORT, RULES } from './words.ts';

const HOME = `${PAGE}/tu-tep`;
const FILE = 'tep';
const BOXES = ['so', 'ky.day', 'ky.month', 'ky.year', 'ap-dung.day', 'ap-dung.month', 'ap-dung.year', 'da-doi-chieu'] as const;
type Request = RouteRequest<unknown, unknown, unknown>;
interface Tried { readonly body: Body; readonly problems: readonly Problem[]; readonly read: ReadServed | null; readonly catalogue: ReadonlyMap<string, Catalogued> }

/** Everything that the catalogue holds, with what its published version says of the post. */
export async function catalogued(deps: PostWebDeps): Promise<ReadonlyMap<string, Catalogued>> {
  const [all, published] = await Promise.all([deps.procedures(), deps.published()]);
  const byCode = new Map(published.map(({ content }) => [content.code, content]));
  return new Map(all.map(({ code, name }) => { const content = byCode.get(code); return [code, { published: content !== undefined, name, ways: content ? markedFor(content) : null }]; }));
}
/** The boxes, and the one file as far as it may be long; the rest of a longer one is passed over. */
async function readForm(parts: AsyncIterable<UploadPart>, most: number): Promise<{ readonly body: Body; readonly file: Buffer | 'too-large' | null }> {
  const body: Record<string, string> = {};
  let file: Buffer | 'too-large' | null = null;
  for await (const part of parts) {
    if (part.kind === 'field') { const name = BOXES.find((one) => one === part.name); if (name) body[name] = part.value.slice(0, 300); continue; }
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of part.stream) { size += (chunk as Buffer).length; if (size <= most) chunks.push(chunk as Buffer); }
    if (part.name === FILE && size > 0) file = size > most ? 'too-large' : Buffer.concat(chunks);
  }
  return { body, file };
}

/** The list of a decision out of a file: read and held against the catalogue first, entered only by a second act. */
export function readListRoutes(deps: PostWebDeps): Route[] {
  return [
    route({
      method: 'GET', path: HOME, permission: 'delivery.manage', audit: 'delivery.list-from-file',
      async handle(request) { return page(importPage(request, { body: {}, problems: [], read: null, catalogue: new Map() })); },
    }),
    route({
      method: 'POST', path: HOME, permission: 'delivery.manage', audit: 'delivery.try-list', multipart: true,
      async handle(request) {
        const { body, file } = await readForm(request.parts(), deps.tables.most);
        const province = await deps.offer.offices.province(officerAt(request).officer.agencyId);
        const table = file === null ? null : file === 'too-large' ? ({ ok: false, fault: 'too-large' } as const) : deps.tables.read(file);
        const catalogue = await catalogued(deps);
        const read = table?.ok ? readServed(table.rows, catalogue) : null;
        const problems: Problem[] = [
          ...(body['so']?.trim() ? [] : [{ name: 'so', message: RULES.numberMissing }]), ...(['ky', 'ap-dung'] as const).flatMap((name) => (isPlainDate(dateIn(body, name)) ? [] : [{ name, message: RULES.dateWrong }])), ...(province?.agencyId ? [] : [{ name: 'so', message: RULES.noProvince }]),
          ...(table === null ? [{ name: FILE, message: IMPORT.noFile }] : !table.ok ? [{ name: FILE, message: IMPORT.faults[table.fault] }] : read?.headless ? [{ name: FILE, message: IMPORT.headless }] : read?.lines.length === 0 ? [{ name: FILE, message: IMPORT.noLine }] : []),
        ];
        return page(importPage(request, { body, problems, read: read && !read.headless ? read : null, catalogue }), problems.length > 0 ? 400 : 200);
      },
    }),
  ];
}

function importPage(request: Request, { body, problems, read, catalogue }: Tried) {
  const { lang, view } = request;
  const errorOf = (name: string): { error?: Text } => { const found = problems.find((one) => one.name === name); return found ? { error: found.message } : {}; };
  const fits = read !== null && problems.length === 0;
  const left = read?.problems.filter((one) => !KEPT_FAULTS.includes(one.fault)).length ?? 0;
  return (
    <DeskLayout view={view} title={IMPORT.title} lead={IMPORT.lead} active="post-rules" errors={problems} back={{ href: PAGE, label: RULES.title }}>
      {read && <>
        <Notice kind={read.problems.length > 0 ? 'warn' : 'ok'} role="status"><p>{IMPORT.counts(read.lines.length, read.lines.filter((one) => one.send).length, read.lines.filter((one) => one.return).length, left)[lang]}</p></Notice>
        {read.problems.length > 0 && <>
          <h2>{IMPORT.problems[lang]}</h2>
          <DataTable id="dong-sai" caption={IMPORT.problems} captionHidden rows={read.problems} rowKey={(row) => `${row.line}-${row.fault}`} columns={[
            { key: 'dong', title: IMPORT.line, numeric: true, cell: (row) => row.line },
            { key: 'gi', title: IMPORT.what, head: true, cell: (row) => <>{(row.fault === 'twice' ? IMPORT.twice(row.first ?? 0) : IMPORT.lineFaults[row.fault])[lang]}<br /><span class="mc-quiet">{row.said}</span></> },
          ]} />
        </>}
        <Details summary={IMPORT.fitting(read.lines.length)}>
          <DataTable id="dong-dung" cards caption={IMPORT.fitting(read.lines.length)} captionHidden rows={read.lines} rowKey={(row) => row.code} columns={[
            { key: 'ma', title: IMPORT.code, head: true, tight: true, cell: (row) => row.code }, { key: 'ten', title: IMPORT.name, cell: (row) => catalogue.get(row.code)?.name ?? '' }, { key: 'gui', title: RULES.directions.send, cell: (row) => `${RULES.directions.send[lang]}: ${(row.send ? IMPORT.yes : IMPORT.no)[lang]}` }, { key: 'nhan', title: RULES.directions.return, cell: (row) => `${RULES.directions.return[lang]}: ${(row.return ? IMPORT.yes : IMPORT.no)[lang]}` },
          ]} />
        </Details>
      </>}
      {fits && (
        <form method="post" action={`${PAGE}/quyet-dinh`} noValidate>
          <CsrfFields view={view} />
          {BOXES.map((name) => (body[name] === undefined ? null : <input key={name} type="hidden" name={name} value={body[name]} />))}
          <input type="hidden" name="gui" value={read.lines.filter((one) => one.send).map((one) => one.code).join(' ')} />
          <input type="hidden" name="nhan" value={read.lines.filter((one) => one.return).map((one) => one.code).join(' ')} />
          <p>{IMPORT.nothingYet(body['so'] ?? '')[lang]}</p>
          <ButtonGroup><Button>{IMPORT.enter(read.lines.length)[lang]}</Button></ButtonGroup>
        </form>)}
      <h2>{(read ? IMPORT.again : IMPORT.choose)[lang]}</h2>
      <form method="post" action={HOME} encType="multipart/form-data" noValidate>
        <CsrfFields view={view} />
        <TextField name="so" label={RULES.number} value={body['so'] ?? ''} autocomplete="off" {...errorOf('so')} />
        <DateField name="ky" label={RULES.issued} value={partsIn(body, 'ky')} {...errorOf('ky')} />
        <DateField name="ap-dung" label={RULES.from} value={partsIn(body, 'ap-dung')} {...errorOf('ap-dung')} />
        <Checkbox id="doi-chieu-tep" name="da-doi-chieu" label={RULES.verified} checked={body['da-doi-chieu'] !== undefined} />
        <FileInput name={FILE} label={IMPORT.file} hint={IMPORT.fileHint} accept=".xlsx,.csv,.txt" {...errorOf(FILE)} />
        <ButtonGroup><Button kind={fits ? 'secondary' : 'primary'}>{IMPORT.try[lang]}</Button></ButtonGroup>
      </form>
    </DeskLayout>);
}
