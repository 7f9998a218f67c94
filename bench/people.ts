import { citizenStore, cookieNames, cookieSecrets, openSession, sessionStore } from '../src/modules/identity/index.ts';
import { systemIds } from '../src/platform/crypto/ids.ts';
import type { House } from './house.ts';
import { plainDate } from '../src/shared/plain-date.ts';

export interface SignedIn { readonly subjectId: string; readonly tokenHash: string; /** the whole Cookie header */ readonly cookie: string; readonly csrf: string }
export interface Person extends SignedIn { readonly name: string; readonly personalId: string; readonly phone: string }

/** Citizens with accounts and open sessions, made by the same stores that a sign-in uses. */
export async function signInCitizens(house: House, count: number): Promise<readonly Person[]> {
  const citizens = citizenStore(house.app, house.keyring);
  const people: Person[] = [];
  for (let n = 0; n < count; n++) {
    const personalId = `060198${String(n).padStart(6, '0')}`;
    const phone = `09${String(10_000_000 + n)}`;
    const name = 'Nguyễn Thị Hoa';
    const subjectId = await citizens.signIn({ issuer: 'https://bench.invalid', subject: personalId, name, assurance: 'level-2', personalId, formerId: null, birthDate: plainDate('1998-03-02'), gender: 'female', phone, email: null, address: null, taxCode: null }, systemIds.uuid, new Date());
    people.push({ ...(await session(house, 'citizen', subjectId)), name, personalId, phone });
  }
  return people;
}
export const signInOfficer = (house: House, officerId: string): Promise<SignedIn> => session(house, 'officer', officerId);

async function session(house: House, kind: 'citizen' | 'officer', subjectId: string): Promise<SignedIn> {
  const secrets = cookieSecrets(house.keyring);
  const opened = await openSession({ sessions: sessionStore(house.app), secrets, cookieNames: cookieNames(false), ids: systemIds }, kind, subjectId, undefined, new Date());
  return { subjectId, tokenHash: opened.tokenHash, cookie: `${opened.cookie.name}=${encodeURIComponent(opened.cookie.value)}`, csrf: secrets.csrf(`session:${opened.tokenHash}`) };
}
