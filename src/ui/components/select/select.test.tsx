import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Select } from './select.tsx';

const options = [{ value: '1', label: { vi: 'Kinh', en: 'Kinh people' } }, { value: '2', label: 'Tày' }];
it('begins with an empty line that is chosen while there is no answer', () => assert.match(renderToString(<Select name="a" label="b" options={options} />), /<option value selected>– Chọn –<\/option>/u));
it('an answer that left the list is not lost', () => assert.match(renderToString(<Select name="a" label="b" options={options} value="26740" />), /<option (?:selected )?value="26740"(?: selected)?>26740/u));
it('the list is in the HTML, so nothing has to be looked up', () => assert.match(renderToString(<Select name="a" label="b" options={options} value="2" />), /Kinh<\/option>.*Tày<\/option>/u));
