import { redirect, type Reply } from '../../../platform/http/route.ts';
import type { OfficerSignedIn } from '../use-cases/sign-in-officer.ts';
import { PATHS, withReturn } from './paths.ts';

/** The page to which a step of an officer's sign-in leads. */
export function nextPage(signed: OfficerSignedIn): string {
  switch (signed.kind) {
    case 'change-password': return PATHS.staffPassword;
    case 'code': return withReturn(PATHS.staffCode, signed.returnTo);
    case 'set-up': return PATHS.factor;
    case 'open': return signed.chooseWorkplace ? withReturn(PATHS.staffWorkplace, signed.returnTo) : signed.returnTo;
  }
}
export const follow = (signed: OfficerSignedIn): Reply => redirect(nextPage(signed), signed.cookies);
