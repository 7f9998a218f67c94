import type { VNode } from 'preact';
import { momentWords, showShortDate, vietnamDate, weekday, yearOf } from '../../../shared/plain-date.ts';
import type { View } from '../../../platform/http/route.ts';
import { Button } from '../../../ui/components/button/button.tsx';
import { Checkboxes } from '../../../ui/components/checkboxes/checkboxes.tsx';
import { ConfirmPage } from '../../../ui/components/confirm-page/confirm-page.tsx';
import { DataTable } from '../../../ui/components/data-table/data-table.tsx';
import { DateField } from '../../../ui/components/date-field/date-field.tsx';
import { Details } from '../../../ui/components/details/details.tsx';
import { Notice } from '../../../ui/components/notice/notice.tsx';
import { Radios } from '../../../ui/components/radios/radios.tsx';
import { Tabs } from '../../../ui/components/tabs/tabs.tsx';
import { Tag } from '../../../ui/components/tag/tag.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../../../ui/layouts/desk.tsx';
import { Say, plain } from '../../../ui/language.tsx';
import { type CalendarChange, type CalendarData, type CalendarDay, type OfficeHours, yearMissingSoon } from '../domain/index.ts';
import type { CalendarHistoryRow } from '../ports.ts';
import { CALENDAR_LIMITS, type ChangePreview } from '../use-cases/change-calendar.ts';
import { type ChangeFields, type Problem, fieldsOfChange } from './read-change.ts';
import { W, WEEKDAYS, changeWords, historyWords } from './words.ts';

export const CALENDAR = '/quan-tri/lich';
export const PREVIEW = `${CALENDAR}/xem-truoc`;

const messageOf = (problems: readonly Problem[], name: string) => problems.find((problem) => problem.name === name)?.message;
const typedDate = (fields: Partial<ChangeFields>, name: 'date' | 'from' | 'to') => ({ day: fields[`${name}.day`], month: fields[`${name}.month`], year: fields[`${name}.year`] });

export interface CalendarPageProps {
  readonly view: View; readonly data: CalendarData; readonly year: number; readonly now: Date; readonly history: readonly CalendarHistoryRow[];
  readonly typed: Partial<ChangeFields>; readonly problems: readonly Problem[]; readonly saved: boolean;
}
export function CalendarPage({ view, data, year, now, history, typed, problems, saved }: CalendarPageProps): VNode {
  const missing = yearMissingSoon(data, vietnamDate(now));
  const shown = data.years.find((one) => one.year === year);
  const days = data.days.filter((day) => yearOf(day.date) === year).sort((a, b) => (a.date < b.date ? -1 : 1));
  const nextYear = Math.max(...data.years.map((one) => one.year), yearOf(vietnamDate(now)) - 1) + 1;
  const unconfirmed = days.filter((day) => !day.confirmed).length;
  const governs = view.actor.kind === 'officer' && view.actor.governs === true;
  const about = (change: ChangeFields['change']): readonly Problem[] => (typed.change === change ? problems : []);
  return (
    <DeskLayout view={view} title={W.title} active="calendar" lead={W.lead} errors={problems}>
      {saved && <Notice kind="ok" role="status" title={W.saved} />}
      {data.years.length === 0 ? <Notice kind="warn" title={W.noYears} /> : missing !== null && <Notice kind="warn" title={W.yearMissing(missing)} />}
      <Tabs label={plain(W.years, view.lang)} tabs={data.years.map((one) => ({ href: `${CALENDAR}?nam=${one.year}`, words: String(one.year), active: one.year === year }))} />
      {!governs && <Notice kind="info"><p><Say words={W.onlyOwn} /></p></Notice>}
      {governs && <p>
        {missing !== null && missing !== nextYear && <Button kind="secondary" href={`${PREVIEW}?change=add-year&year=${missing}`}><Say words={W.addYear(missing)} /></Button>}{' '}
        <Button kind="secondary" href={`${PREVIEW}?change=add-year&year=${nextYear}`}><Say words={W.addYear(nextYear)} /></Button>
      </p>}
      {shown && (
        <>
          {!shown.confirmed && (
            <Notice kind="warn" title={W.yearUnconfirmed(year, unconfirmed)}>
              {shown.note && <p lang="vi">{shown.note}</p>}
              {governs && <p><a href={`${PREVIEW}?change=confirm-year&year=${year}`}><Say words={W.confirmYear(year)} /></a></p>}
            </Notice>
          )}
          <DaysTable days={days} year={year} editable={governs} />
        </>
      )}
      {governs && <Details summary={W.addDay} open={about('add-day').length > 0} id="them-ngay">
        <form method="get" action={PREVIEW}>
          <input type="hidden" name="change" value="add-day" />
          <DateField name="date" label={W.date} value={typedDate(typed, 'date')} error={messageOf(about('add-day'), 'date')} />
          <Radios name="kind" label={W.dayKind} value={typed.kind} error={messageOf(about('add-day'), 'kind')} options={[{ value: 'off', label: W.dayOff }, { value: 'working-saturday', label: W.daySaturday }]} />
          <TextField name="reasonVi" label={W.reasonVi} hint={W.reasonViHint} value={typed.reasonVi} error={messageOf(about('add-day'), 'reasonVi')} />
          <TextField name="reasonEn" label={W.reasonEn} value={typed.reasonEn} error={messageOf(about('add-day'), 'reasonEn')} />
          <TextField name="source" label={W.source} hint={W.sourceHint} value={typed.source} error={messageOf(about('add-day'), 'source')} />
          <Button kind="secondary"><Say words={W.look} /></Button>
        </form>
      </Details>}
      <Hours view={view} data={data} governs={governs} typed={typed.change === 'set-hours' ? typed : {}} problems={about('set-hours')} />
      <h2><Say words={W.history} /></h2>
      <DataTable
        caption={W.history} captionHidden id="lich-su" rows={history} rowKey={(row) => String(row.version)}
        columns={[
          { key: 'at', title: W.at, tight: true, cell: (row) => <Say words={momentWords(row.at)} /> },
          { key: 'what', title: W.what, head: true, cell: (row) => <Say words={historyWords(row.what)} /> },
          { key: 'reason', title: W.reason, cell: (row) => row.reason },
          { key: 'decision', title: W.decision, cell: (row) => row.decision },
          { key: 'moved', title: W.moved, numeric: true, cell: (row) => String(row.moved) },
          { key: 'by', title: W.by, cell: (row) => row.officerName ?? <Say words={W.program} /> },
        ]}
      />
    </DeskLayout>
  );
}

function DaysTable({ days, year, editable }: { days: readonly CalendarDay[]; year: number; editable: boolean }): VNode {
  return (
    <DataTable
      caption={W.daysOf(year)} rows={days} rowKey={(day) => day.date} empty={W.noDays} id="ngay"
      columns={[
        { key: 'date', title: W.date, head: true, tight: true, cell: (day) => <><Say words={WEEKDAYS[weekday(day.date) - 1]!} /> {showShortDate(day.date)}</> },
        { key: 'kind', title: W.kind, tight: true, cell: (day) => <Say words={day.kind === 'off' ? W.off : W.workedSaturday} /> },
        { key: 'reason', title: W.reason, cell: (day) => <><Say words={day.reason} />{day.note && <><br /><span class="mc-muted" lang="vi">{day.note}</span></>}</> },
        { key: 'source', title: W.source, cell: (day) => <span lang="vi">{day.source}</span> },
        { key: 'state', title: W.state, tight: true, cell: (day) => <Tag colour={day.confirmed ? 'green' : 'yellow'}>{day.confirmed ? W.confirmed : W.unconfirmed}</Tag> },
        ...(editable ? [{
          key: 'actions', title: W.actions, tight: true,
          cell: (day: CalendarDay) => (
            <>
              {!day.confirmed && <><a href={`${PREVIEW}?change=confirm-day&date=${day.date}`}><Say words={W.confirm} /><span class="mc-vh"> {showShortDate(day.date)}</span></a>{' · '}</>}
              <a href={`${PREVIEW}?change=remove-day&date=${day.date}`}><Say words={W.remove} /><span class="mc-vh"> {showShortDate(day.date)}</span></a>
            </>
          ),
        }] : []),
      ]}
    />
  );
}

interface HoursRow { readonly hours: OfficeHours; readonly reception: boolean; readonly key: string }
function Hours({ data, governs, typed, problems }: { view: View; data: CalendarData; governs: boolean; typed: Partial<ChangeFields>; problems: readonly Problem[] }): VNode {
  const rows: readonly HoursRow[] = [...data.officeHours.map((hours) => ({ hours, reception: false })), ...(data.receptionHours ?? []).map((hours) => ({ hours, reception: true }))].map((row, at) => ({ ...row, key: String(at) }));
  const chosen = Array.isArray(typed.weekdays) ? typed.weekdays : typed.weekdays ? [typed.weekdays] : ['1', '2', '3', '4', '5'];
  return (
    <>
      <h2><Say words={W.hours} /></h2>
      <DataTable
        caption={W.hours} captionHidden id="gio" rows={rows} rowKey={(row) => row.key}
        columns={[
          { key: 'for', title: W.hoursFor, head: true, cell: ({ hours }) => <Say words={hours.own ? W.hoursOwn : W.hoursAll} /> },
          { key: 'purpose', title: W.purpose, cell: ({ reception }) => <Say words={reception ? W.purposeReception : W.purposeOffice} /> },
          { key: 'weekdays', title: W.weekdays, cell: ({ hours }) => hours.weekdays.map((day, at) => <>{at > 0 && ', '}<Say words={WEEKDAYS[day - 1]!} /></>) },
          { key: 'periods', title: W.periods, tight: true, cell: ({ hours }) => hours.periods.map(({ from, to }) => `${from}–${to}`).join(', ') },
          { key: 'from', title: W.from, tight: true, cell: ({ hours }) => showShortDate(hours.validFrom) },
          { key: 'to', title: W.to, tight: true, cell: ({ hours }) => (hours.validTo ? showShortDate(hours.validTo) : '') },
        ]}
      />
      <Details summary={W.setHours} open={problems.length > 0} id="dat-gio">
        <form method="get" action={PREVIEW}>
          <input type="hidden" name="change" value="set-hours" />
          <Radios name="agency" label={W.hoursFor} value={typed.agency ?? 'mine'} options={[{ value: 'mine', label: W.hoursMine }, ...(governs ? [{ value: 'all', label: W.hoursAll }] : [])]} />
          <Radios name="purpose" label={W.purpose} hint={W.purposeHint} value={typed.purpose ?? 'office'} options={[{ value: 'office', label: W.purposeOffice }, { value: 'reception', label: W.purposeReception }]} />
          <DateField name="from" label={W.from} value={typedDate(typed, 'from')} error={messageOf(problems, 'from')} />
          <DateField name="to" label={W.to} hint={W.toHint} value={typedDate(typed, 'to')} required={false} error={messageOf(problems, 'to')} />
          <Checkboxes name="weekdays" label={W.weekdays} values={chosen} error={messageOf(problems, 'weekdays')} options={WEEKDAYS.map((words, at) => ({ value: String(at + 1), label: words }))} />
          <TextField name="morningFrom" label={W.morningFrom} hint={W.timeHint} value={typed.morningFrom} width={8} error={messageOf(problems, 'morningFrom')} />
          <TextField name="morningTo" label={W.morningTo} value={typed.morningTo} width={8} error={messageOf(problems, 'morningTo')} />
          <TextField name="afternoonFrom" label={W.afternoonFrom} value={typed.afternoonFrom} width={8} error={messageOf(problems, 'afternoonFrom')} />
          <TextField name="afternoonTo" label={W.afternoonTo} value={typed.afternoonTo} width={8} error={messageOf(problems, 'afternoonTo')} />
          <TextField name="source" label={W.source} hint={W.sourceHint} value={typed.source} required={false} />
          <Button kind="secondary"><Say words={W.look} /></Button>
        </form>
      </Details>
    </>
  );
}

export interface PreviewPageProps { readonly view: View; readonly change: CalendarChange; readonly preview: ChangePreview; readonly typed: { readonly reason?: string; readonly decision?: string }; readonly problems: readonly Problem[] }
/** The change, the dossiers it moves, and the two sentences without which it is not saved. */
export function PreviewPage({ view, change, preview, typed, problems }: PreviewPageProps): VNode {
  const { moved, movedCount, more, changed } = preview;
  const adds = change.kind === 'add-year' ? changed.opens.days : [];
  return (
    <DeskLayout view={view} title={W.preview.title} active="calendar" lead={changeWords(change)} errors={problems} back={{ href: CALENDAR, label: W.preview.back }}>
      {adds.length > 0 && (
        <DataTable
          caption={W.preview.rows} id="ngay-them" rows={adds} rowKey={(day) => day.date}
          columns={[
            { key: 'date', title: W.date, head: true, tight: true, cell: (day) => <><Say words={WEEKDAYS[weekday(day.date) - 1]!} /> {showShortDate(day.date)}</> },
            { key: 'reason', title: W.reason, cell: (day) => <Say words={day.reason} /> },
            { key: 'source', title: W.source, cell: (day) => <span lang="vi">{day.source}</span> },
          ]}
        />
      )}
      {moved.length > 0 && (
        <>
          <DataTable
            caption={W.preview.list} id="ho-so" rows={moved} rowKey={(dossier) => dossier.code}
            columns={[
              { key: 'code', title: W.preview.code, head: true, tight: true, cell: (dossier) => dossier.code },
              { key: 'before', title: W.preview.before, cell: (dossier) => <Say words={momentWords(dossier.before)} /> },
              { key: 'after', title: W.preview.after, cell: (dossier) => (dossier.after ? <Say words={momentWords(dossier.after)} /> : <Say words={W.preview.unknown} />) },
            ]}
          />
          {movedCount > moved.length && <p class="mc-muted"><Say words={W.preview.listed(CALENDAR_LIMITS.movedListed)} /></p>}
        </>
      )}
      <ConfirmPage
        view={view} action={CALENDAR} cancelHref={CALENDAR} confirm={W.preview.save} dangerous={movedCount > 0 || more}
        hidden={{ ...fieldsOfChange(change), basedOn: String(preview.basedOn) }}
        consequences={[movedCount === 0 && !more ? W.preview.none : W.preview.count(movedCount, more)]}
      >
        <TextField name="reason" label={W.preview.reason} value={typed.reason} error={messageOf(problems, 'reason')} />
        <TextField name="decision" label={W.preview.decision} hint={W.preview.decisionHint} value={typed.decision} error={messageOf(problems, 'decision')} />
      </ConfirmPage>
    </DeskLayout>
  );
}
