import type { VNode } from 'preact';
import type { Problem, Typed } from '../platform/http/problem.ts';
import type { View } from '../platform/http/route.ts';
import type { Text } from '../shared/text.ts';
import { unreachable } from '../shared/result.ts';
import { Button } from '../ui/components/button/button.tsx';
import { ButtonGroup } from '../ui/components/button-group/button-group.tsx';
import { CsrfFields } from '../ui/components/csrf-fields/csrf-fields.tsx';
import { isMark, TypedWords } from '../ui/components/typed-words/typed-words.tsx';
import { CitizenLayout } from '../ui/layouts/citizen.tsx';

const t = (vi: string, en: string): Text => ({ vi, en });

const MENDED = t('Mở lại trang rồi điền và gửi lần nữa.', 'Open the page again, fill it in and send it once more.');

/** What happened and how to mend it, for the plain endings that have no page of their own. */
function words(problem: Problem): { readonly title: Text; readonly text: Text } {
  switch (problem.kind) {
    case 'not-found': return { title: t('Không có trang này', 'There is no such page'), text: t('Có thể địa chỉ bị gõ thiếu, hoặc giấy tờ này không phải của anh/chị. Về trang đầu để tìm lại.', 'The address may be incomplete, or this is not yours. Start again from the home page.') };
    case 'forbidden': return { title: t('Tài khoản này không mở được trang này', 'This account may not open this page'), text: t('Nếu cần, nhờ quản trị của cơ quan giao đúng vai trò rồi đăng nhập lại.', 'Ask your administrator for the right role, then sign in again.') };
    case 'csrf': return { title: t('Trang này đã mở quá lâu', 'This page was open too long'), text: problem.typed?.again ? t('Những gì anh/chị vừa gõ vẫn được giữ ở dưới. Bấm «Gửi lại» để gửi.', 'What you have just typed is kept below. Press “Send again”.') : t('Điều anh/chị đã khai trước đó vẫn được giữ. Bấm «Quay lại» của trình duyệt, tải lại trang rồi gửi lần nữa.', 'What you had saved is kept. Go back, reload the page and send again.') };
    case 'unknown-keys': return { title: t('Có ô không thuộc trang này', 'A box does not belong to this page'), text: t(`Chương trình không nhận những gì lạ gửi kèm, nên lần gửi này chưa được lưu. ${MENDED.vi}`, `Nothing unexpected is taken, so this was not saved. ${MENDED.en}`) };
    case 'wrong-shape': return { title: t('Có ô gửi lên chưa đúng dạng', 'A box was sent in the wrong shape'), text: t(`Một ô đã bị gửi hai lần, gửi thiếu hoặc không phải dạng chữ, nên lần gửi này chưa được lưu. ${MENDED.vi}`, `A box was sent twice, was left out or was no text, so this was not saved. ${MENDED.en}`) };
    case 'too-long': return { title: t('Có ô dài quá mức trang này nhận', 'A box is longer than this page takes'), text: t(`Rút ngắn ô dài nhất rồi gửi lại; lần gửi này chưa được lưu. ${MENDED.vi}`, `Shorten the longest box and send again; this was not saved. ${MENDED.en}`) };
    case 'bad-input': return { title: t('Chưa hiểu điều vừa gửi', 'What was sent could not be read'), text: t('Xem lại địa chỉ hoặc quay lại trang trước rồi gửi lần nữa.', 'Check the address, or go back and send again.') };
    case 'too-large': return { title: t('Gửi quá nhiều một lần', 'Too much at once'), text: t('Mỗi tệp tối đa 15 MB. Chụp lại nhỏ hơn hoặc gửi từng tệp; những tệp đã nhận vẫn còn.', 'Each file may have 15 MB. Send smaller photos, one at a time; what was received stays.') };
    case 'too-many': return { title: t('Đã thử nhiều lần liền', 'Too many tries'), text: t('Chờ ít phút rồi thử lại, hoặc gọi xã.', 'Wait a few minutes, or call the office.') };
    case 'busy': return { title: t('Máy chủ đang bận', 'The server is busy'), text: t('Hồ sơ vẫn được giữ. Thử lại sau 1 phút.', 'What you saved is kept. Try again in a minute.') };
    case 'broken': return { title: t('Lỗi ở phía xã, không phải do anh/chị', 'The fault is ours, not yours'), text: t('Điều đã lưu vẫn còn. Thử lại; nếu vẫn vậy, gọi xã và đọc mã dưới đây.', 'What you saved is kept. Try again; if it stays, call us with the code below.') };
    case 'method': return { title: t('Trang này không nhận cách gửi đó', 'This page takes no such request'), text: t('Về trang đầu để tìm lại.', 'Start again from the home page.') };
    default: return unreachable(problem.kind);
  }
}

export function errorPage(view: View, problem: Problem): VNode {
  const { title, text } = words(problem);
  return (
    <CitizenLayout view={view} title={title} errors robots="noindex">
      <p>{text[view.lang]}</p>
      {problem.kind === 'broken' && <p>{view.lang === 'vi' ? 'Mã lỗi' : 'Code'}: <strong>{problem.reference}</strong></p>}
      {problem.typed && <TypedBefore view={view} typed={problem.typed} />}
      {problem.signIn && <p>{view.lang === 'vi' ? 'Nếu anh/chị đã đăng nhập khi làm hồ sơ này,' : 'If you were signed in when you began this,'} <a href={problem.signIn}>{view.lang === 'vi' ? 'đăng nhập lại để mở' : 'sign in again to open it'}</a>.</p>}
      <p><a href="/">{view.lang === 'vi' ? 'Về trang đầu' : 'Home page'}</a></p>
    </CitizenLayout>);
}

/** What stood in the boxes: to be sent once more as it is, or to be copied into the page when it has to be mended. */
function TypedBefore({ view, typed: { fields, again } }: { view: View; typed: Typed }): VNode {
  const shown = <TypedWords values={fields.filter(([name, value]) => !name.startsWith('_') && !(again && isMark(value))).map(([, value]) => value)} />;
  // A form with nothing but choices has no words to copy.
  if (!again) return fields.every(([, value]) => isMark(value)) ? <></> : shown;
  return (
    <form method="post" action={again.action}>
      <CsrfFields view={view} again={again.key} />
      {fields.map(([name, value], at) => <input key={at} type="hidden" name={name} value={value} />)}
      {shown}
      <ButtonGroup><Button>{view.lang === 'vi' ? 'Gửi lại' : 'Send again'}</Button></ButtonGroup>
    </form>);
}
