import { z } from 'zod';

/** Addresses of signing in and out. */
export const PATHS = {
  signIn: '/dang-nhap', toProvider: '/dang-nhap/vneid', fromProvider: '/dang-nhap/ve', enter: '/dang-nhap/vao', signOut: '/dang-xuat', left: '/da-thoat',
  staffSignIn: '/can-bo/dang-nhap', staffSignOut: '/can-bo/dang-xuat', staffPassword: '/can-bo/doi-mat-khau', staffWorkplace: '/can-bo/noi-lam-viec',
  staffCode: '/can-bo/dang-nhap/ma', account: '/can-bo/tai-khoan', factor: '/can-bo/hai-lop', factorCodes: '/can-bo/hai-lop/ma-du-phong', factorOff: '/can-bo/hai-lop/tat',
} as const;

/** `ve`: the page to come back to. Whatever it holds is checked where it is used; here it only may not break the page. */
export const returnQuery = z.object({ ve: z.string().max(600).optional().catch(undefined) });
export const withReturn = (path: string, back: string): string => (back === '/' || back === '' ? path : `${path}?ve=${encodeURIComponent(back)}`);

/** Where somebody is sent who must sign in first. */
export const citizenSignInPath = (returnTo: string): string => withReturn(PATHS.signIn, returnTo);
export const officerSignInPath = (returnTo: string): string => withReturn(PATHS.staffSignIn, returnTo);
