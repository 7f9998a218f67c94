import type { VNode } from 'preact';
import { Say, useWords, type Words } from '../../language.tsx';

/** «Câu 3/9 · Làm khai sinh cho con», over the title. The bar repeats the words, so it is hidden from screen readers. */
export function PageProgress({ at, of, service }: { at: number; of: number; service?: Words | undefined }): VNode {
  const words = useWords();
  const share = of > 0 ? Math.min(100, Math.max(0, Math.round((at / of) * 100))) : 0;
  return (
    <div class="mc-progress">
      <p>{words.progress(at, of)}{service !== undefined && <> · <Say words={service} /></>}</p>
      <svg viewBox="0 0 100 2" preserveAspectRatio="none" aria-hidden="true"><rect class="mc-track" width="100" height="2" /><rect class="mc-fill" width={share} height="2" /></svg>
    </div>
  );
}
