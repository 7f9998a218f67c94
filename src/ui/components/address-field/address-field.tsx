import type { VNode } from 'preact';
import { useWords, type Words } from '../../language.tsx';
import { Details } from '../details/details.tsx';
import { FieldGroup, fieldId, type FieldProps } from '../field/field.tsx';
import { Select, type SelectOption } from '../select/select.tsx';
import { TextField } from '../text-field/text-field.tsx';

export type AddressPart = 'country' | 'province' | 'commune' | 'detail' | 'declaredText';
export interface AddressFieldProps extends FieldProps {
  /** posted as `name.country`, `name.province`, `name.commune`, `name.detail`, `name.declaredText` */
  readonly value?: { readonly [Part in AddressPart]?: string | undefined } | undefined;
  readonly provinces: readonly SelectOption[];
  /** of the chosen province; empty while none is chosen */
  readonly communes: readonly SelectOption[];
  /** asked only where an address abroad makes sense */
  readonly countries?: readonly SelectOption[] | undefined;
  /** posted by the button that loads the communes of the chosen province without JavaScript; the page then shows again with everything kept */
  readonly loadButton?: { readonly name: string; readonly value: string } | undefined;
  /** address answering `?tinh=<code>` with `{"items":[{"value","label"}]}`: the `address-pick` island fills the communes from it */
  readonly communesUrl?: string | undefined;
  /** «Trên căn cước ghi … Nay là …» or any other note above the boxes */
  readonly note?: Words | undefined;
  readonly wrongParts?: readonly AddressPart[] | undefined;
  /** leaves out «Thôn, tổ, số nhà», for places of birth or registration */
  readonly withoutDetail?: boolean | undefined;
}

export function AddressField(props: AddressFieldProps): VNode {
  const words = useWords();
  const id = props.id ?? fieldId(props.name);
  const value = props.value ?? {};
  const wrong = (part: AddressPart): Words | undefined => (props.error !== undefined && props.wrongParts?.includes(part) ? props.error : undefined);
  const whole = props.error !== undefined && !props.wrongParts?.length;
  return (
    <FieldGroup {...props} error={whole ? props.error : undefined} id={`${id}-group`}>
      <div class="mc-address" data-communes-url={props.communesUrl}>
        {props.note}
        {props.countries && <Select name={`${props.name}.country`} id={id} label={{ vi: 'Nước', en: 'Country' }} options={props.countries} value={value.country ?? 'VN'} empty={null} error={wrong('country')} />}
        <Select name={`${props.name}.province`} id={props.countries ? `${id}-province` : id} label={words.province} options={props.provinces} value={value.province} error={wrong('province')} />
        {props.communes.length > 0 || value.commune
          ? <Select name={`${props.name}.commune`} id={`${id}-commune`} label={words.commune} options={props.communes} value={value.commune} error={wrong('commune')} />
          : <Select name={`${props.name}.commune`} id={`${id}-commune`} label={words.commune} options={[]} value="" hint={props.loadButton ? words.showCommunesHint : undefined} error={wrong('commune')} />}
        {props.loadButton && <button class="mc-button mc-button-secondary" type="submit" name={props.loadButton.name} value={props.loadButton.value} formNoValidate data-load-communes>{words.showCommunes}</button>}
        {!props.withoutDetail && <TextField name={`${props.name}.detail`} id={`${id}-detail`} label={words.addressDetail} value={value.detail} autocomplete="street-address" error={wrong('detail')} required={false} />}
        <Details summary={words.oldAddress} open={Boolean(value.declaredText) || wrong('declaredText') !== undefined}>
          <TextField name={`${props.name}.declaredText`} id={`${id}-declaredText`} label={words.oldAddressLabel} hint={words.oldAddressHint} value={value.declaredText} required={false} error={wrong('declaredText')} />
        </Details>
      </div>
    </FieldGroup>
  );
}
