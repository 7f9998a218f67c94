import type { VNode } from 'preact';
import { Say, type Words } from '../../language.tsx';
import { Icon, type IconName } from '../icon/icon.tsx';

export interface ServiceCardProps {
  readonly href: string;
  /** plain words: «Làm khai sinh cho con» */
  readonly name: Words;
  /** «Đăng ký khai sinh» */
  readonly officialName?: string | undefined;
  /** facts of one or two words each: «Làm hết ở nhà», «Không mất tiền», «Trong ngày» */
  readonly facts?: readonly { readonly icon?: IconName | undefined; readonly words: Words }[] | undefined;
  readonly description?: Words | undefined;
}

/** One result of a search. Stands in `ServiceList`. */
export function ServiceCard({ href, name, officialName, facts, description }: ServiceCardProps): VNode {
  return (
    <li class="mc-service">
      <a class="mc-service-name" href={href}><Say words={name} /></a>
      {officialName && <span class="mc-service-official" lang="vi">{officialName}</span>}
      {description !== undefined && <p><Say words={description} /></p>}
      {facts && facts.length > 0 && <ul class="mc-service-facts">{facts.map((fact, at) => <li key={at}>{fact.icon && <Icon name={fact.icon} />}<Say words={fact.words} /></li>)}</ul>}
    </li>
  );
}
export function ServiceList({ services }: { services: readonly ServiceCardProps[] }): VNode {
  return <ul class="mc-services">{services.map((service) => <ServiceCard key={service.href} {...service} />)}</ul>;
}

export interface LinkTilesProps { readonly links: readonly { readonly href: string; readonly words: Words; readonly icon?: IconName | undefined; readonly note?: Words | undefined }[] }
/** Ways in, two or more in a row: «Theo việc trong đời», «Việc hay làm». */
export function LinkTiles({ links }: LinkTilesProps): VNode {
  return (
    <ul class="mc-tiles">
      {links.map((link) => (
        <li key={link.href}><a href={link.href}>{link.icon && <Icon name={link.icon} large />}<span><Say words={link.words} />{link.note !== undefined && <small><Say words={link.note} /></small>}</span></a></li>
      ))}
    </ul>
  );
}
