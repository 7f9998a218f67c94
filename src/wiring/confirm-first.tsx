import { confirmedLately, confirmOfficer, confirmsWith, type ConfirmRefusal } from '../modules/identity/index.ts';
import { z } from 'zod';
import { safeReturn } from '../modules/identity/domain/index.ts';
import { page, redirect, route, type Route } from '../platform/http/route.ts';
import { PASSWORD_FIELD } from '../platform/http/request-parts.ts';
import type { HttpDeps } from '../platform/http/server.ts';
import type { Text } from '../shared/text.ts';
import { Button } from '../ui/components/button/button.tsx';
import { ButtonGroup } from '../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../ui/components/csrf-fields/csrf-fields.tsx';
import { TextField } from '../ui/components/text-field/text-field.tsx';
import { DeskLayout } from '../ui/layouts/desk.tsx';

const t = (vi: string, en: string): Text => ({ vi, en });
/**
 * What an officer may do only after having shown within the last minutes who he is: what cannot be taken back, gives power to
 * somebody, moves money or changes what a whole province is told. By audit name, with the words in which the page names it.
 * `own`: the act's own page has the box for the code or the password (a signature); everywhere else the router asks before the act.
 */
export const CONFIRM_FIRST: Readonly<Record<string, Text | 'own'>> = {
  'dossier.sign': 'own', 'dossier.sign-batch': 'own',
  // A list of people leaves the program with it.
  'desk.register-file': t('tải sổ theo dõi về máy', 'take the register away as a file'), 'desk.register-print': t('in sổ theo dõi', 'print the register'), 'staff.confirm': t('đi tiếp', 'go on'),
  'apology.sign': t('ký thư xin lỗi', 'sign an apology'),
  'payment.refund': t('hoàn tiền', 'give money back'), 'payment.decide-void': t('quyết định về biên lai hủy', 'decide on a void receipt'), 'payment.decide-account': t('duyệt tài khoản nhận tiền', 'agree to an account for payments'),
  'officer.add': t('thêm cán bộ', 'add an officer'), 'officer.grant': t('giao việc cho cán bộ', 'grant a role'), 'officer.enable': t('mở lại tài khoản', 'open an account again'), 'officer.reset-password': t('đặt lại mật khẩu của cán bộ', 'reset an officer’s password'), 'officer.signing-give': t('giao quyền ký thay', 'give signing powers'),
  'officer.second-factor-remove': t('gỡ xác thực hai lớp của cán bộ', 'take an officer’s second factor off'), 'officer.second-factor-rule': t('đổi yêu cầu xác thực hai lớp', 'change who needs a second factor'),
  'procedure.publish': t('công bố thủ tục', 'publish a procedure'), 'procedure.change-fee': t('đổi mức thu', 'change a fee'), 'calendar.change': t('đổi lịch làm việc', 'change the calendar'), 'delivery.enter-tariff': t('nhập giá cước', 'enter a postage'), 'delivery.enter-decision': t('nhập quyết định về bưu chính', 'enter a decision on the post'),
};

const CONFIRM = '/can-bo/xac-nhan';
/** Whoever fetches something of the list comes here with the code or the password, and goes on from here: the router itself has asked. */
export const confirmRoute = (): Route => route({
  method: 'POST', path: CONFIRM, permission: 'staff.home', audit: 'staff.confirm', body: z.strictObject({ ve: z.string().max(2_000).optional() }),
  async handle({ body }) { return redirect(safeReturn(body.ve, '/can-bo')); },
});

export type ConfirmDeps = Parameters<typeof confirmOfficer>[0];
type With = 'password' | 'code';
const REFUSED: Readonly<Record<With, Readonly<Record<ConfirmRefusal | 'missing', Text>>>> = {
  password: { missing: t('Chưa gõ mật khẩu', 'Type your password'), wrong: t('Mật khẩu chưa đúng. Gõ lại, để ý phím Caps Lock và bộ gõ tiếng Việt', 'The password is not right. Mind Caps Lock and the Vietnamese keyboard'), blocked: t('Đã gõ sai nhiều lần. Chờ ít phút rồi thử lại, hoặc nhờ người quản trị', 'Too many wrong tries. Wait some minutes, or ask your administrator') },
  code: { missing: t('Chưa gõ mã', 'Type the code'), wrong: t('Mã chưa đúng, đã quá hạn hoặc đã dùng rồi. Chờ điện thoại hiện mã mới rồi gõ lại', 'The code is not right, too old, or used already. Wait for the next one'), blocked: t('Đã gõ sai nhiều lần. Chờ 15 phút rồi thử lại, hoặc nhờ người quản trị', 'Too many wrong tries. Wait 15 minutes, or ask your administrator') },
};
const STATUS: Readonly<Record<ConfirmRefusal | 'missing' | 'asked', number>> = { asked: 403, missing: 400, wrong: 400, blocked: 429 };
const W = {
  title: { password: t('Gõ lại mật khẩu', 'Type your password again'), code: t('Gõ mã xác thực', 'Type the code') }, password: t('Mật khẩu', 'Password'), code: t('Mã 6 số trên điện thoại, hoặc một mã dự phòng', 'Six-digit code of your telephone, or a recovery code'), go: t('Tiếp tục', 'Go on'), leave: t('Thôi', 'Leave it'),
  lead: (what: Text): Text => t(`Để ${what.vi}, chương trình cần biết chắc là anh/chị đang ngồi máy. Những gì vừa điền vẫn được giữ; trong 5 phút tới không hỏi lại.`, `To ${what.en}, the program must know that it is you. What you have filled in is kept; you are not asked again for 5 minutes.`),
};

/** Asked before the form is read: who has not shown it lately gets the page, with the form inside, and nothing has been done. */
export const confirmFirst = async (deps: ConfirmDeps, asked: Parameters<NonNullable<HttpDeps['confirmFirst']>>[0]): ReturnType<NonNullable<HttpDeps['confirmFirst']>> => {
  const { actor } = asked.identified;
  const what = CONFIRM_FIRST[asked.audit];
  if (what === undefined || what === 'own' || actor.kind !== 'officer') return null;
  const who = { officerId: actor.officerId, agencyId: actor.agencyId, sessionCookie: asked.cookie(deps.cookieNames.session) };
  if (await confirmedLately(deps, who, asked.now)) return null;
  const by = await confirmsWith(deps, who.officerId, asked.now);
  // What is fetched cannot carry a password along: the page sends it to an address of its own, which leads back.
  if (asked.body === null) return { kind: 'ask', reply: page(<AskAgain asked={{ ...asked, path: CONFIRM, body: { ve: asked.path } }} what={what} by={by} why="asked" />, STATUS.asked) };
  const ask = (why: keyof typeof STATUS): Awaited<ReturnType<typeof confirmFirst>> => ({ kind: 'ask', reply: page(<AskAgain asked={asked} what={what} by={by} why={why} />, STATUS[why]) });
  if (asked.password === null) return ask('asked');
  if (asked.password === '') return ask('missing');
  const confirmed = await confirmOfficer(deps, who, asked.password, asked.key, asked.now);
  return confirmed.ok ? { kind: 'shown', ...confirmed.value } : ask(confirmed.refusal);
};

/** most boxes of a form that are carried along: more than any act of the list has */
const CARRIED = 300;
function AskAgain({ asked: { view, path, body, key }, what, by, why }: { readonly asked: Parameters<typeof confirmFirst>[1]; readonly what: Text; readonly by: With; readonly why: keyof typeof STATUS }) {
  const error = why === 'asked' ? null : REFUSED[by][why];
  const boxes = Object.entries(body ?? {}).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string').map((one) => [name, one] as const)).slice(0, CARRIED);
  return (
    <DeskLayout view={view} title={W.title[by]} lead={W.lead(what)} errors={error ? [{ name: PASSWORD_FIELD, message: error }] : undefined}>
      <form method="post" action={path} noValidate>
        <CsrfFields view={view} again={key} />
        {boxes.map(([name, value], at) => <input key={at} type="hidden" name={name} value={value} />)}
        {by === 'code'
          ? <TextField name={PASSWORD_FIELD} label={W.code} inputMode="numeric" autocomplete="one-time-code" width={12} spellcheck={false} {...(error ? { error } : {})} />
          : <TextField name={PASSWORD_FIELD} kind="password" label={W.password} autocomplete="current-password" width={20} {...(error ? { error } : {})} />}
        <ButtonGroup><Button>{W.go[view.lang]}</Button><a href="/can-bo">{W.leave[view.lang]}</a></ButtonGroup>
      </form>
    </DeskLayout>);
}
