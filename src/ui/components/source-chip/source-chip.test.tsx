import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Difference, SourceChip } from './source-chip.tsx';

it('says the source in words', () => assert.match(renderToString(<SourceChip source="vneid" note="sửa lúc 09:41" />), />từ VNeID · sửa lúc 09:41</u));
it('a difference is told with both values', () => assert.match(renderToString(<Difference from="sổ hộ tịch" declared="1991" found="1992" />), /Khác sổ hộ tịch: <b>1991<\/b> ≠ <b>1992<\/b>/u));
