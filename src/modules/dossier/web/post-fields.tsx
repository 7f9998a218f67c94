import { showDong } from '../../../shared/money.ts';
import type { Lang, Text } from '../../../shared/text.ts';
import { Select } from '../../../ui/components/select/select.tsx';
import { TextArea } from '../../../ui/components/text-area/text-area.tsx';
import { TextField } from '../../../ui/components/text-field/text-field.tsx';
import type { Person, PostAddress } from '../domain/index.ts';
import type { PostOffer, PostPrice } from '../ports.ts';
import { W } from './words.ts';

/** Boxes of a postal address, by part. */
export const POST_INPUTS = { name: 'buu-ten', phone: 'buu-dien-thoai', province: 'buu-tinh', address: 'buu-noi-o' } as const satisfies Readonly<Record<keyof PostAddress, string>>;
type Typed = Readonly<Partial<Record<(typeof POST_INPUTS)[keyof typeof POST_INPUTS], string | undefined>>>;

/** What was typed, with a sentence for each part by which nobody could be found. */
export function readPost(body: Typed, post: PostOffer): { readonly value: PostAddress; readonly problems: readonly { readonly name: string; readonly message: Text }[] } {
  const { value, faults } = post.faults({ name: body['buu-ten'] ?? '', phone: body['buu-dien-thoai'] ?? '', province: body['buu-tinh'] ?? '', address: body['buu-noi-o'] ?? '' });
  return { value, problems: faults.map((fault) => ({ name: POST_INPUTS[fault], message: W.post.faults[fault] })) };
}
/** «26.000 đ trong tỉnh, 32.500 đ tỉnh khác (giá chưa đối chiếu với bưu điện)» */
export function pricesInWords(prices: readonly PostPrice[], lang: Lang): string {
  const list = prices.map((price) => `${showDong(price.amount, lang)} ${price.where[lang]}`).join(', ');
  return prices.every((price) => price.verified) ? list : `${list} (${W.post.unverified[lang]})`;
}
/** What the program already knows of the person is in the boxes; all of it may be changed. */
export function PostFields(props: { readonly value: PostAddress | null; readonly owner: Person | undefined; readonly provinces: readonly { readonly value: string; readonly label: string }[]; readonly errorOf: (name: string) => { error?: Text } }) {
  const { value, owner, errorOf } = props;
  return (
    <>
      <TextField name={POST_INPUTS.name} label={W.post.name} hint={W.post.nameHint} autocomplete="name" value={value?.name ?? owner?.name ?? ''} {...errorOf(POST_INPUTS.name)} />
      <TextField name={POST_INPUTS.phone} label={W.post.phone} hint={W.post.phoneHint} kind="tel" width={12} autocomplete="tel" value={value?.phone ?? owner?.phone ?? ''} {...errorOf(POST_INPUTS.phone)} />
      <Select name={POST_INPUTS.province} label={W.post.province} options={props.provinces} value={value?.province ?? ''} {...errorOf(POST_INPUTS.province)} />
      <TextArea name={POST_INPUTS.address} label={W.post.address} hint={W.post.addressHint} rows={2} value={value?.address ?? owner?.address ?? ''} {...errorOf(POST_INPUTS.address)} />
    </>);
}
