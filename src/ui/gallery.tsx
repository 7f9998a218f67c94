import type { VNode } from 'preact';
import type { Example } from './example.ts';
import { examples as addressField } from './components/address-field/address-field.examples.tsx';
import { examples as backLink } from './components/back-link/back-link.examples.tsx';
import { examples as breadcrumb } from './components/breadcrumb/breadcrumb.examples.tsx';
import { examples as button } from './components/button/button.examples.tsx';
import { examples as buttonGroup } from './components/button-group/button-group.examples.tsx';
import { examples as checkboxes } from './components/checkboxes/checkboxes.examples.tsx';
import { examples as confirmPage } from './components/confirm-page/confirm-page.examples.tsx';
import { examples as csrfFields } from './components/csrf-fields/csrf-fields.examples.tsx';
import { examples as dataTable } from './components/data-table/data-table.examples.tsx';
import { examples as dateField } from './components/date-field/date-field.examples.tsx';
import { examples as details } from './components/details/details.examples.tsx';
import { examples as documentChecklist } from './components/document-checklist/document-checklist.examples.tsx';
import { examples as dossierCode } from './components/dossier-code/dossier-code.examples.tsx';
import { examples as errorSummary } from './components/error-summary/error-summary.examples.tsx';
import { examples as factList } from './components/fact-list/fact-list.examples.tsx';
import { examples as field } from './components/field/field.examples.tsx';
import { examples as fileField } from './components/file-field/file-field.examples.tsx';
import { examples as fileInput } from './components/file-input/file-input.examples.tsx';
import { examples as filterBar } from './components/filter-bar/filter-bar.examples.tsx';
import { examples as icon } from './components/icon/icon.examples.tsx';
import { examples as keyHints } from './components/key-hints/key-hints.examples.tsx';
import { examples as knownAnswers } from './components/known-answers/known-answers.examples.tsx';
import { examples as letterPreview } from './components/letter-preview/letter-preview.examples.tsx';
import { examples as meter } from './components/meter/meter.examples.tsx';
import { examples as notice } from './components/notice/notice.examples.tsx';
import { examples as pageProgress } from './components/page-progress/page-progress.examples.tsx';
import { examples as pagination } from './components/pagination/pagination.examples.tsx';
import { examples as personCard } from './components/person-card/person-card.examples.tsx';
import { examples as qrCode } from './components/qr-code/qr-code.examples.tsx';
import { examples as radios } from './components/radios/radios.examples.tsx';
import { examples as searchBox } from './components/search-box/search-box.examples.tsx';
import { examples as select } from './components/select/select.examples.tsx';
import { examples as serviceCard } from './components/service-card/service-card.examples.tsx';
import { examples as sourceChip } from './components/source-chip/source-chip.examples.tsx';
import { examples as startButton } from './components/start-button/start-button.examples.tsx';
import { examples as statusLine } from './components/status-line/status-line.examples.tsx';
import { examples as summaryList } from './components/summary-list/summary-list.examples.tsx';
import { examples as tabs } from './components/tabs/tabs.examples.tsx';
import { examples as tag } from './components/tag/tag.examples.tsx';
import { examples as taskList } from './components/task-list/task-list.examples.tsx';
import { examples as textArea } from './components/text-area/text-area.examples.tsx';
import { examples as textField } from './components/text-field/text-field.examples.tsx';
import { examples as threePanes } from './components/three-panes/three-panes.examples.tsx';
import { examples as timeline } from './components/timeline/timeline.examples.tsx';
import { examples as typedWords } from './components/typed-words/typed-words.examples.tsx';
import { examples as twoClocks } from './components/two-clocks/two-clocks.examples.tsx';
import { CitizenLayout } from './layouts/citizen.tsx';
import { DeskLayout } from './layouts/desk.tsx';
import type { View } from './view.ts';

/** Every part with its examples, by the name of its folder. A test keeps this list complete. */
export const parts: Readonly<Record<string, readonly Example[]>> = {
  'address-field': addressField,
  'back-link': backLink,
  'breadcrumb': breadcrumb,
  'button': button,
  'button-group': buttonGroup,
  'checkboxes': checkboxes,
  'confirm-page': confirmPage,
  'csrf-fields': csrfFields,
  'data-table': dataTable,
  'date-field': dateField,
  'details': details,
  'document-checklist': documentChecklist,
  'dossier-code': dossierCode,
  'error-summary': errorSummary,
  'fact-list': factList,
  'field': field,
  'file-field': fileField,
  'file-input': fileInput,
  'filter-bar': filterBar,
  'icon': icon,
  'key-hints': keyHints,
  'known-answers': knownAnswers,
  'letter-preview': letterPreview,
  'meter': meter,
  'notice': notice,
  'page-progress': pageProgress,
  'pagination': pagination,
  'person-card': personCard,
  'qr-code': qrCode,
  'radios': radios,
  'search-box': searchBox,
  'select': select,
  'service-card': serviceCard,
  'source-chip': sourceChip,
  'start-button': startButton,
  'status-line': statusLine,
  'summary-list': summaryList,
  'tabs': tabs,
  'tag': tag,
  'task-list': taskList,
  'text-area': textArea,
  'text-field': textField,
  'three-panes': threePanes,
  'timeline': timeline,
  'two-clocks': twoClocks,
  'typed-words': typedWords,
};

/** The component page `/_ui` (development only). It takes the desk's frame, which carries both style sheets; `citizen` shows the citizens' frame around the same parts. */
export function ComponentGallery({ view, citizen }: { view: View; citizen?: boolean | undefined }): VNode {
  const body = (
    <>
      <nav aria-label="Các phần"><p>{Object.keys(parts).map((name, at) => <>{at > 0 && ' · '}<a key={name} href={`#phan-${name}`}>{name}</a></>)}</p></nav>
      {Object.entries(parts).map(([name, examples]) => (
        <section key={name} id={`phan-${name}`} aria-labelledby={`phan-${name}-ten`}>
          <h2 id={`phan-${name}-ten`}>{name}</h2>
          {examples.map((example) => <div key={example.title} class="mc-example"><h3>{example.title}</h3>{example.node}</div>)}
        </section>
      ))}
    </>
  );
  const title = { vi: 'Các phần của trang', en: 'Parts of the pages' };
  const islands = ['toggle-when', 'copy-code', 'print-now'];
  return citizen
    ? <CitizenLayout view={view} title={title} islands={islands} robots="noindex">{body}</CitizenLayout>
    : <DeskLayout view={view} title={title} islands={islands}>{body}</DeskLayout>;
}
