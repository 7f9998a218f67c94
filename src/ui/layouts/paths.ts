/** Addresses that the frame itself links to; a route of this path must exist. */
export const PATHS = {
  home: '/',
  track: '/tra-cuu',
  account: '/ho-so-cua-toi',
  signOut: '/dang-xuat',
  accessibility: '/kha-nang-tiep-can',
  openness: '/minh-bach',
  post: '/buu-dien',
  feedback: '/phan-anh',
  privacy: '/quyen-rieng-tu',
  deskHome: '/ban',
  deskAccount: '/can-bo/tai-khoan',
  deskSignOut: '/can-bo/dang-xuat',
} as const;
