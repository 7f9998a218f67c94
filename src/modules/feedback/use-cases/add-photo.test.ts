import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { png } from '../../../../fixtures/files/make-files.ts';
import type { PhotoWorkshop, VirusScanner } from '../../document/index.ts';
import type { LoadedCase } from '../ports.ts';
import { addPhoto, type AddPhotoDeps } from './add-photo.ts';

const scope = { kind: 'guest', guestKey: 'g' } as const;
function deps(scanner: VirusScanner | null): { deps: AddPhotoDeps; kept: string[] } {
  const kept: string[] = [];
  const photos = { clean: async (bytes: Buffer) => ({ ok: true as const, value: { bytes, mime: 'image/png' as const, width: 8, height: 8 } }) } as unknown as PhotoWorkshop;
  return {
    kept,
    deps: {
      cases: { find: async () => ({ id: 'c', state: { status: 'new' } }) as LoadedCase } as unknown as AddPhotoDeps['cases'], ids: { uuid: () => 'anh-1', secret: () => '' },
      photos: { of: async () => [], open: async () => null, remove: async () => false, add: async (_scope, _case, photo) => { kept.push(photo.id); return 'added'; } }, intake: { photos, scanner },
    },
  };
}
const upload = () => ({ filename: 'a.png', declaredType: 'image/png', stream: Readable.from([png(8, 8)]) });

test('a photo goes by the scanner: with a virus it is refused, and a scanner that is silent lets nothing through', async () => {
  for (const [verdict, kind] of [['infected', 'infected'], ['unavailable', 'not-scanned']] as const) {
    const { deps: with_, kept } = deps({ scan: async () => verdict });
    assert.deepEqual(await addPhoto(with_, scope, 'c', upload(), new Date(0)), { ok: false, refusal: { kind } });
    assert.deepEqual(kept, []);
  }
  for (const scanner of [null, { scan: async () => 'clean' as const }]) {
    const { deps: with_, kept } = deps(scanner);
    assert.deepEqual(await addPhoto(with_, scope, 'c', upload(), new Date(0)), { ok: true, value: true });
    assert.deepEqual(kept, ['anh-1']);
  }
});
