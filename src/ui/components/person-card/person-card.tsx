import type { ComponentChildren, VNode } from 'preact';
import { Say, type Words } from '../../language.tsx';
import { FactList, type Fact } from '../fact-list/fact-list.tsx';
import { Icon } from '../icon/icon.tsx';

export interface PersonCardProps {
  readonly name: string;
  /** «Mẹ của bé», «Người nộp» */
  readonly role?: Words | undefined;
  readonly facts?: readonly Fact[] | undefined;
  /** a `SourceChip` */
  readonly source?: ComponentChildren;
  /** buttons or links: «Đúng, tiếp tục», «Sửa» */
  readonly actions?: ComponentChildren;
}

export function PersonCard({ name, role, facts, source, actions }: PersonCardProps): VNode {
  return (
    <div class="mc-person">
      <div class="mc-person-head">
        <Icon name="person" large />
        <div>{role !== undefined && <p class="mc-person-role"><Say words={role} /></p>}<p class="mc-person-name">{name}</p></div>
        {source}
      </div>
      {facts && facts.length > 0 && <FactList facts={facts} />}
      {actions && <div class="mc-buttons">{actions}</div>}
    </div>
  );
}
