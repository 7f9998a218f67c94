import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { FieldError, described, fieldId } from '../field/field.tsx';

export type PaperVerdict = 'dat' | 'thieu' | 'sai' | 'khong-ap-dung';
export interface ChecklistItem {
  readonly key: string;
  readonly name: Words;
  /** «bản chính», «bản sao · 2 bản», «không cần nộp, đã có trong kho» */
  readonly need?: Words | undefined;
  /** a `Tag` or `SourceChip` */
  readonly mark?: ComponentChildren;
  /** links to the scanned pages, or file inputs */
  readonly children?: ComponentChildren;
  /** ticked (mode `tick`) */
  readonly checked?: boolean | undefined;
  /** judged (mode `verdict`) */
  readonly verdict?: PaperVerdict | undefined;
  readonly reason?: string | undefined;
  readonly error?: Words | undefined;
}
export interface DocumentChecklistProps {
  readonly legend: Words;
  readonly legendHidden?: boolean | undefined;
  readonly items: readonly ChecklistItem[];
  /**
   * `tick`: one box a paper, posts `name=<key>` (repeated), Space ticks.
   * `verdict`: every item judged, posts `name.<key>` = dat | thieu | sai | khong-ap-dung and `name.<key>.reason`; no verdict is chosen beforehand.
   * `read`: only shown.
   */
  readonly mode: 'tick' | 'verdict' | 'read';
  readonly name: string;
  readonly hint?: Words | undefined;
}

export function DocumentChecklist(props: DocumentChecklistProps): VNode {
  const rows = <ul class="mc-checklist">{props.items.map((item) => <Item key={item.key} item={item} mode={props.mode} name={props.name} />)}</ul>;
  if (props.mode === 'read') return <>{!props.legendHidden && <h3><Say words={props.legend} /></h3>}{rows}</>;
  return (
    <fieldset class="mc-field">
      <legend class={props.legendHidden ? 'mc-vh' : 'mc-label'}><Say words={props.legend} /></legend>
      {props.hint !== undefined && <div class="mc-hint"><Say words={props.hint} /></div>}
      {rows}
    </fieldset>
  );
}

function Item({ item, mode, name }: { item: ChecklistItem; mode: DocumentChecklistProps['mode']; name: string }): VNode {
  const words = useWords();
  const id = fieldId(`${name}.${item.key}`);
  const about = (
    <span class="mc-paper-words" id={`${id}-ten`}>
      <span class="mc-paper-name"><Say words={item.name} /></span>
      {item.need !== undefined && <span class="mc-paper-need"><Say words={item.need} /></span>}
    </span>
  );
  if (mode === 'tick') {
    return (
      <li class={item.error === undefined ? undefined : 'mc-field-wrong'} data-row>
        <FieldError id={id} error={item.error} />
        <div class="mc-paper">
          <input type="checkbox" id={id} name={name} value={item.key} checked={item.checked ?? false} {...described(id, { error: item.error })} />
          <label for={id}>{about}</label>
          {item.mark}
        </div>
        {item.children && <div class="mc-paper-more">{item.children}</div>}
      </li>
    );
  }
  if (mode === 'read') return <li><div class="mc-paper">{about}{item.mark}</div>{item.children && <div class="mc-paper-more">{item.children}</div>}</li>;
  const verdicts: readonly (readonly [PaperVerdict, string])[] = [['dat', words.paperOk], ['thieu', words.paperMissing], ['sai', words.paperWrong], ['khong-ap-dung', words.paperNotApplicable]];
  return (
    <li class={item.error === undefined ? 'mc-judge' : 'mc-judge mc-field-wrong'} data-row>
      <div class="mc-paper">{about}{item.mark}</div>
      {item.children && <div class="mc-paper-more">{item.children}</div>}
      <div class="mc-paper-more">
        <FieldError id={id} error={item.error} />
        <div class="mc-verdicts" role="radiogroup" aria-labelledby={`${id}-ten`} {...described(id, { error: item.error })}>
          {verdicts.map(([value, word], at) => (
            <span key={value} class="mc-verdict">
              <input type="radio" id={at === 0 ? id : `${id}-${value}`} name={`${name}.${item.key}`} value={value} checked={item.verdict === value} />
              <label for={at === 0 ? id : `${id}-${value}`}>{word}</label>
            </span>
          ))}
        </div>
        <div class="mc-verdict-reason" data-show-when={`${name}.${item.key}=thieu|sai`}>
          <label for={`${id}-reason`}>{words.paperReason}</label>
          <textarea class="mc-input" id={`${id}-reason`} name={`${name}.${item.key}.reason`} rows={2}>{item.reason ?? ''}</textarea>
        </div>
      </div>
    </li>
  );
}
