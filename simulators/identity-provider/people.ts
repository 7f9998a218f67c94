import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/platform/package-root.ts';

export interface DemoPerson {
  readonly subject: string; readonly name: string; readonly about: { readonly vi: string; readonly en: string }; readonly gender: 'male' | 'female'; readonly birthDate: string;
  readonly personalId: string; readonly formerId: string | null; readonly phone: string; readonly email: string | null; readonly address: string; readonly level: 1 | 2;
}

export const readDemoPeople = (): readonly DemoPerson[] =>
  (JSON.parse(readFileSync(join(packageRoot(), 'demo', 'people.json'), 'utf8')) as { people: readonly DemoPerson[] }).people;

/** Under the names that the national sign-in uses. */
export function nationalClaims(person: DemoPerson): Readonly<Record<string, unknown>> {
  const [year, month, day] = person.birthDate.split('-');
  return {
    sub: person.subject, TechID: person.subject, LoaiTaiKhoan: 'citizen', HoVaTen: person.name, SoDinhDanh: person.personalId, GioiTinh: person.gender === 'male' ? 'Nam' : 'Nữ',
    NgaySinh: `${day}/${month}/${year}`, DiaChi: person.address, SoDienThoai: person.phone, MucDoDinhDanh: String(person.level),
    ...(person.formerId ? { SoCMND: person.formerId } : {}), ...(person.email ? { ThuDienTu: person.email } : {}),
  };
}
export const NATIONAL_CLAIMS = ['sub', 'TechID', 'LoaiTaiKhoan', 'HoVaTen', 'SoCMND', 'SoDinhDanh', 'HoChieu', 'MaSoThue', 'GioiTinh', 'NgaySinh', 'DiaChi', 'ThuDienTu', 'SoDienThoai', 'MucDoDinhDanh'];
