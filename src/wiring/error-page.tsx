import type { VNode } from 'preact';
import type { Problem } from '../platform/http/problem.ts';
import type { View } from '../platform/http/route.ts';
import type { Text } from '../shared/text.ts';
import { unreachable } from '../shared/result.ts';
import { CitizenLayout } from '../ui/layouts/citizen.tsx';

const t = (vi: string, en: string): Text => ({ vi, en });

/** What happened and how to mend it, for the plain endings that have no page of their own. */
function words(problem: Problem): { readonly title: Text; readonly text: Text } {
  switch (problem.kind) {
    case 'not-found': return { title: t('Không có trang này', 'There is no such page'), text: t('Có thể địa chỉ bị gõ thiếu, hoặc giấy tờ này không phải của anh/chị. Về trang đầu để tìm lại.', 'The address may be incomplete, or this is not yours. Start again from the home page.') };
    case 'forbidden': return { title: t('Tài khoản này không mở được trang này', 'This account may not open this page'), text: t('Nếu cần, nhờ quản trị của cơ quan giao đúng vai trò rồi đăng nhập lại.', 'Ask your administrator for the right role, then sign in again.') };
    case 'csrf': return { title: t('Trang này đã mở quá lâu', 'This page was open too long'), text: t('Điều anh/chị đã khai trước đó vẫn được giữ. Bấm «Quay lại» của trình duyệt, tải lại trang rồi gửi lần nữa.', 'What you had saved is kept. Go back, reload the page and send again.') };
    case 'unknown-keys': return { title: t('Có ô không thuộc trang này', 'A box does not belong to this page'), text: t('Chương trình không nhận những gì lạ gửi kèm. Tải lại trang rồi gửi lần nữa.', 'Nothing unexpected is taken. Reload the page and send again.') };
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
      <p><a href="/">{view.lang === 'vi' ? 'Về trang đầu' : 'Home page'}</a></p>
    </CitizenLayout>);
}
