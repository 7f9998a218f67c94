import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';
import { Field, described, fieldId, type FieldProps } from '../field/field.tsx';
import { Icon } from '../icon/icon.tsx';

export interface ReceivedPage {
  readonly id: string;
  /** file name or other words beside «Trang 1» */
  readonly label?: string | undefined;
  readonly status: 'ok' | 'blurry' | 'checking' | 'refused';
  /** why it was refused or what is blurred, and how to mend it */
  readonly note?: Words | undefined;
  readonly sizeText?: string | undefined;
  /** small picture made by the server */
  readonly thumbUrl?: string | undefined;
  readonly viewUrl?: string | undefined;
}
export interface FileFieldProps extends FieldProps {
  /** what the server holds, in order: never what the browser believes */
  readonly pages: readonly ReceivedPage[];
  /** content types; `image/*,application/pdf` when absent */
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
  /** pages of a paper unless told: «Ảnh 1», «Xã chưa nhận ảnh nào» */
  readonly of?: 'pages' | 'photos' | undefined;
  /** shows «Chụp ảnh» beside «Chọn từ máy»; both are posted under the same name */
  readonly camera?: boolean | undefined;
  /** button that sends the chosen files and comes back to this page */
  readonly sendButton?: { readonly name: string; readonly value: string } | undefined;
  /** name of the button «Bỏ» beside each page; its value is the page's id. Left out: pages cannot be removed */
  readonly removeName?: string | undefined;
  /** for the `photo-pages` island: where it posts each shrunk page, with the csrf token of the page's form */
  readonly uploadUrl?: string | undefined;
}

/** A paper and its pages. Must stand in a form with `enctype="multipart/form-data"`. */
export function FileField(props: FileFieldProps): VNode {
  const words = useWords();
  const id = props.id ?? fieldId(props.name);
  const accept = props.accept ?? 'image/*,application/pdf';
  const hint = props.hint ?? words.fileHint;
  const received = props.pages.filter((page) => page.status !== 'refused').length;
  const attributes = described(id, { ...props, hint });
  return (
    <Field {...props} hint={hint} id={id}>
      <div class="mc-files" data-photo-pages={props.uploadUrl ?? ''}>
        <p class="mc-files-count" role="status" data-photo-count>{received > 0 ? <><Icon name="check" /> {props.of === 'photos' ? words.receivedPhotos(received) : words.receivedPages(received)}</> : props.of === 'photos' ? words.noPhotoReceived : words.nothingReceived}</p>
        <ol class="mc-pages" data-photo-list>
          {props.pages.map((page, at) => <PageRow key={page.id} page={page} at={at} photo={props.of === 'photos'} removeName={props.removeName} />)}
        </ol>
        <div class="mc-pick">
          {props.camera && (
            <label class="mc-pick-way" for={`${id}-camera`}>
              <span class="mc-pick-word"><Icon name="camera" /> {words.takePhoto}</span>
              <input id={`${id}-camera`} name={props.name} type="file" accept="image/*" capture="environment" {...attributes} data-photo-input />
            </label>
          )}
          <div class="mc-pick-way">
            {props.camera && <span class="mc-pick-word"><Icon name="paper" /> {words.choosePhoto}</span>}
            <input id={id} name={props.name} type="file" accept={accept} multiple={props.multiple ?? true} {...attributes} data-photo-input />
          </div>
        </div>
        {props.sendButton && <button class="mc-button mc-button-secondary" type="submit" name={props.sendButton.name} value={props.sendButton.value} data-photo-send>{words.sendFiles}</button>}
      </div>
    </Field>
  );
}

const MARK = { ok: 'check', blurry: 'alert', checking: 'clock', refused: 'stop' } as const;
const WORD = { ok: 'pageOk', blurry: 'pageBlurry', checking: 'pageChecking', refused: 'pageRefused' } as const;

function PageRow({ page, at, photo, removeName }: { page: ReceivedPage; at: number; photo: boolean; removeName: string | undefined }): VNode {
  const words = useWords();
  const name = photo ? words.photo(at + 1) : words.page(at + 1);
  return (
    <li class={`mc-page mc-page-${page.status}`} data-page={page.id}>
      <span class="mc-page-picture">{page.thumbUrl ? <img src={page.thumbUrl} alt="" width="64" height="64" loading="lazy" /> : <Icon name="paper" />}</span>
      <span class="mc-page-words">
        <strong>{name}</strong>{page.label ? ` · ${page.label}` : ''}{page.sizeText ? ` · ${page.sizeText}` : ''}
        <span class="mc-page-status"><Icon name={MARK[page.status]} /> {words[WORD[page.status]]}</span>
        {page.note !== undefined && <span class="mc-page-note"><Say words={page.note} /></span>}
      </span>
      <span class="mc-page-actions">
        {page.viewUrl && <a href={page.viewUrl}>{words.view}<span class="mc-vh"> {name}</span></a>}
        {removeName && <button class="mc-link-button" type="submit" name={removeName} value={page.id} formNoValidate>{words.remove}<span class="mc-vh"> {name}</span></button>}
      </span>
    </li>
  );
}
