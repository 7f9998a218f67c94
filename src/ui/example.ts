import type { VNode } from 'preact';

/** One way to use a part: shown on the component page, rendered by its test, walked by axe. Ids must be unique over all examples. */
export interface Example { readonly title: string; readonly node: VNode }
export const LONG_NAME = 'Đăng ký lại khai sinh kết hợp đăng ký nhận cha, mẹ, con cho người đã có hồ sơ, giấy tờ cá nhân cư trú tại khu vực biên giới';
