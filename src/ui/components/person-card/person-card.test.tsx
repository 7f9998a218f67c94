import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { PersonCard } from './person-card.tsx';

it('names the person exactly, with letters of every people', () => assert.match(renderToString(<PersonCard role="Mẹ" name="H’Ngăm Niê Kđăm Ayŭn" />), /<p class="mc-person-role">Mẹ<\/p><p class="mc-person-name">H’Ngăm Niê Kđăm Ayŭn<\/p>/u));
