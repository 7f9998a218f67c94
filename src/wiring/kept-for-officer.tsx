import { z } from 'zod';
import type { ResolveActorDeps } from '../modules/identity/index.ts';
import { officerSignInPath } from '../modules/identity/web/index.ts';
import { page, redirect, route, type Route, type SetCookie } from '../platform/http/route.ts';
import type { Text } from '../shared/text.ts';
import { Button } from '../ui/components/button/button.tsx';
import { ButtonGroup } from '../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../ui/components/csrf-fields/csrf-fields.tsx';
import { isMark, TypedWords } from '../ui/components/typed-words/typed-words.tsx';
import { DeskLayout } from '../ui/layouts/desk.tsx';
import type { Core } from './core.ts';

const PATH = '/can-bo/gui-lai';
const PURPOSE = 'kept-for-officer';
/** How long an officer may take to sign in again; the answers themselves are cleared away with the citizens'. */
const KEPT_MINUTES = 120;
const t = (vi: string, en: string): Text => ({ vi, en });
const W = {
  title: t('Gửi lại những gì vừa gõ', 'Send what you had typed'),
  lead: t('Phiên làm việc đã hết khi anh/chị đang gõ nên lần gửi đó chưa được lưu. Xem lại rồi bấm «Gửi lại».', 'Your session had ended, so nothing was saved. Check it, then press “Send again”.'),
  leadFiles: t('Phiên làm việc đã hết khi anh/chị đang gõ nên lần gửi đó chưa được lưu, và tệp kèm theo không giữ được. Mở lại trang, chép những gì dưới đây vào và chọn lại tệp.', 'Your session had ended, so nothing was saved, and files cannot be kept. Open the page again, copy what stands below and choose the files once more.'),
  send: t('Gửi lại', 'Send again'), open: t('Mở lại trang', 'Open the page again'), leave: t('Bỏ, về việc hôm nay', 'Leave it, to today\u2019s work'),
};
interface Ticket { readonly key: string; readonly path: string; readonly officerId: string }

/** Seals what an officer had typed and gives the browser a ticket to it, which opens only for the same officer. */
export async function keepForOfficer({ parked }: Core, { secrets, cookieNames }: ResolveActorDeps, asked: { readonly officerId: string | undefined; readonly path: string; readonly body: Readonly<Record<string, unknown>>; readonly now: Date }): Promise<{ readonly to: string; readonly cookies: readonly SetCookie[] } | null> {
  if (!asked.officerId) return null;
  const { guestKey: key } = secrets.newGuest(asked.now);
  await parked.park({ kind: 'guest', guestKey: key }, asked.path, asked.body, asked.now);
  const ticket: Ticket = { key, path: asked.path, officerId: asked.officerId };
  return { to: officerSignInPath(PATH), cookies: [{ name: cookieNames.kept, value: secrets.sealTicket(PURPOSE, ticket, new Date(asked.now.getTime() + KEPT_MINUTES * 60_000)), maxAgeSeconds: KEPT_MINUTES * 60 }] };
}

/** The page to which such an officer comes back: everything that was typed, and one button. */
export function keptForOfficerRoute({ parked }: Core, { secrets, cookieNames }: ResolveActorDeps): Route {
  return route({
    method: 'GET', path: PATH, permission: 'staff.home', audit: 'session.send-again', query: z.object({}),
    async handle({ view, lang, actor, cookie, now }) {
      const ticket = secrets.openTicket(PURPOSE, cookie(cookieNames.kept) ?? '', now) as Ticket | null;
      // Whoever signs in next at that desk sees nothing of it.
      const body = ticket && actor.kind === 'officer' && actor.officerId === ticket.officerId ? await parked.find({ kind: 'guest', guestKey: ticket.key }, ticket.path) : null;
      if (!ticket || !body) return redirect('/can-bo');
      const { _tep: files, ...boxes } = body as Readonly<Record<string, string | string[]>> & { readonly _tep?: readonly string[] };
      const withFiles = files !== undefined && files.length > 0;
      const fields = Object.entries(boxes).flatMap(([name, value]) => [value].flat().filter((one) => typeof one === 'string').map((one) => [name, one] as const));
      const typed = <TypedWords values={fields.filter(([name, value]) => !name.startsWith('_') && value.trim() !== '' && !isMark(value)).map(([, value]) => value)} />;
      const leave = <Button href="/ban" kind="quiet">{W.leave[lang]}</Button>;
      return page(
        <DeskLayout view={view} title={W.title} lead={withFiles ? W.leadFiles : W.lead}>
          {withFiles ? <>{typed}<ButtonGroup><Button href={ticket.path}>{W.open[lang]}</Button>{leave}</ButtonGroup></> : (
            <form method="post" action={ticket.path} encType={files ? 'multipart/form-data' : undefined}>
              <CsrfFields view={view} />
              {fields.map(([name, value], at) => <input key={at} type="hidden" name={name} value={value} />)}
              {typed}
              <ButtonGroup><Button>{W.send[lang]}</Button>{leave}</ButtonGroup>
            </form>)}
        </DeskLayout>);
    },
  });
}
