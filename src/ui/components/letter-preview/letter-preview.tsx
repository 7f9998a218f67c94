import type { ComponentChildren, VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';

export interface LetterPreviewProps {
  /** agency at the top left, one line each, the higher first */
  readonly agency?: readonly string[] | undefined;
  /** «Số: … /TB-UBND»; a draft has none yet */
  readonly number?: string | undefined;
  /** «Hàm Liêm, ngày 13 tháng 2 năm 2026» */
  readonly placeAndDate?: string | undefined;
  readonly title: string;
  /** «Về việc …» under the title */
  readonly about?: string | undefined;
  /** words over the sheet; «Bản xem trước…» when absent, none when `null` */
  readonly note?: Words | null | undefined;
  /** bottom right: title and name of whoever signs */
  readonly signer?: readonly string[] | undefined;
  readonly children: ComponentChildren;
}

/** A sheet of paper, always black on white, laid out as NĐ 30/2020/NĐ-CP has it. */
export function LetterPreview(props: LetterPreviewProps): VNode {
  const words = useWords();
  return (
    <figure class="mc-letter">
      {props.note !== null && <figcaption><Say words={props.note ?? words.preview} /></figcaption>}
      <div class="mc-sheet" lang="vi">
        <div class="mc-letter-head">
          <div>{props.agency?.map((line, at, all) => <p key={at} class={at === all.length - 1 ? 'mc-letter-agency' : undefined}>{line}</p>)}{props.number && <p>{props.number}</p>}</div>
          <div><p class="mc-letter-nation">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p class="mc-letter-motto">Độc lập - Tự do - Hạnh phúc</p>{props.placeAndDate && <p><i>{props.placeAndDate}</i></p>}</div>
        </div>
        <p class="mc-letter-title">{props.title}</p>
        {props.about && <p class="mc-letter-about">{props.about}</p>}
        <div class="mc-letter-body">{props.children}</div>
        {props.signer && <div class="mc-letter-signer">{props.signer.map((line, at) => <p key={at}>{line}</p>)}</div>}
      </div>
    </figure>
  );
}
