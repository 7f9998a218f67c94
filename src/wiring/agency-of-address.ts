import { authorityOf } from '../modules/portal/web/index.ts';
import type { PlaceStore } from '../modules/place/index.ts';
import { fold } from '../shared/text.ts';
import { vietnamDate } from '../shared/plain-date.ts';
import type { Clock } from '../shared/clock.ts';
import type { Agency } from '../modules/organisation/domain/index.ts';

/**
 * The office of an address as a card says it, often with names from before 1 July 2025: «thôn 3, xã Hàm Chính, huyện Hàm Thuận
 * Bắc, tỉnh Bình Thuận». Only when it is one place without doubt; anything else is the person's to choose.
 */
export async function agencyOfAddress(deps: { readonly places: Pick<PlaceStore, 'searchPlaces'>; agencies(): Promise<ReadonlyMap<number, Agency>>; readonly clock: Clock }, address: string): Promise<number | null> {
  const parts = address.split(',').map((part) => part.trim());
  const from = parts.findIndex((part) => /^(?:xa|phuong|thi tran|dac khu)\s/u.test(fold(part)));
  if (from === -1) return null;
  const [name = '', ...around] = parts.slice(from).map(fold);
  // The search offers what sounds alike as well; here only the very names count, with the levels that stand behind them.
  const hits = (await deps.places.searchPlaces(parts.slice(from).join(' '))).hits.filter(({ former, now }) => {
    const [own, levels] = former ? [former.name, [former.districtName, former.provinceName]] : [now?.commune.name ?? '', [now?.province.name ?? '']];
    return fold(own) === name && around.every((one) => levels.some((level) => fold(level) === one));
  });
  if (hits.length === 0) return null;
  const agencies = await deps.agencies();
  const today = vietnamDate(deps.clock.now());
  // Old and new names of one place may both fit; another place under the same name must not.
  const offices = new Set(hits.map((hit) => (hit.now ? authorityOf(hit.now.commune.code, agencies, today)?.id : undefined)));
  const [only] = offices;
  return offices.size === 1 && only !== undefined ? only : null;
}
