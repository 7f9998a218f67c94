import type { VNode } from 'preact';
import type { View } from '../../view.ts';

/** In every form that posts: the session's token and a fresh key that makes a repeated press one effect. `again`: the key of a form that is sent once more. */
export function CsrfFields({ view, again }: { view: Pick<View, 'csrf' | 'newKey'>; again?: string | null }): VNode {
  return <><input type="hidden" name="_csrf" value={view.csrf} /><input type="hidden" name="_key" value={again ?? view.newKey()} /></>;
}
