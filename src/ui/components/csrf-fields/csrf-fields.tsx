import type { VNode } from 'preact';
import type { View } from '../../view.ts';

/** In every form that posts: the session's token and a fresh key that makes a repeated press one effect. */
export function CsrfFields({ view }: { view: Pick<View, 'csrf' | 'newKey'> }): VNode {
  return <><input type="hidden" name="_csrf" value={view.csrf} /><input type="hidden" name="_key" value={view.newKey()} /></>;
}
