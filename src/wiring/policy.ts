import type { Actor, Role } from '../shared/actor.ts';
import type { Permission } from '../shared/permission.ts';

type Who = { readonly anyone: true } | { readonly guest?: true; readonly citizen?: true; readonly officer?: 'any' | readonly Role[]; /** only at the authority above which none stands */ readonly governing?: true };

/**
 * Who may call what: deny by default, one row a permission. Which rows of the database a call then sees is decided a
 * second time by row-level security under the actor's scope.
 */
export const POLICY: Readonly<Record<Permission, Who>> = {
  'public.read': { anyone: true },
  'public.track': { anyone: true },
  'session.open': { anyone: true },
  'system.probe': { anyone: true },
  'draft.write': { guest: true, citizen: true, officer: ['reception', 'helper'] },
  'dossier.own': { guest: true, citizen: true },
  'account.own': { citizen: true },
  'file.read': { guest: true, citizen: true, officer: 'any' },
  'staff.home': { officer: 'any' },
  'desk.assist': { officer: ['reception', 'helper'] },
  'desk.read': { officer: ['reception', 'specialist', 'leader', 'clerk', 'accountant', 'desk-head', 'control', 'inspector'] },
  'desk.register': { officer: ['reception', 'clerk', 'leader', 'desk-head', 'control', 'inspector'] },
  'desk.receive': { officer: ['reception'] },
  'desk.process': { officer: ['reception', 'specialist', 'leader', 'clerk', 'accountant'] },
  'desk.sign': { officer: ['leader'] },
  'desk.return': { officer: ['reception'] },
  'catalog.manage': { officer: ['control'] },
  // The chairman of the province announces (NĐ 63/2010/NĐ-CP Đ.13, Đ.15); a commune applies what was announced.
  'catalog.publish': { officer: ['control'], governing: true },
  'calendar.manage': { officer: ['control'] },
  'organisation.manage': { officer: ['admin'] },
  'notice.manage': { officer: ['admin'] },
  'delivery.callback': { anyone: true },
  'delivery.desk': { officer: ['reception'] },
  'delivery.money': { officer: ['reception', 'accountant'] },
  'delivery.manage': { officer: ['control'] },
  'payment.callback': { anyone: true },
  'payment.reconcile': { officer: ['accountant'] },
  'payment.agree': { officer: ['leader'] },
  'report.read': { officer: ['leader', 'desk-head', 'control', 'inspector'] },
  'report.manage': { officer: ['control', 'desk-head'] },
  'feedback.handle': { officer: ['leader', 'desk-head', 'control'] },
  'feedback.inspect': { officer: ['control', 'inspector'] },
  'linkage.message': { anyone: true },
  'linkage.handle': { officer: ['specialist', 'leader', 'desk-head'] },
  'development.only': { anyone: true },
};

export function mayCall(permission: Permission, actor: Actor): boolean {
  const who = POLICY[permission];
  if ('anyone' in who) return true;
  switch (actor.kind) {
    case 'guest': return who.guest === true && actor.guestKey !== '';
    case 'citizen': return who.citizen === true;
    case 'officer': if (who.governing && actor.governs !== true) return false;
      return who.officer === 'any' || (who.officer?.some((role) => actor.roles.includes(role)) ?? false);
    case 'system': return false;
  }
}
