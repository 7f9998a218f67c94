import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { Button } from '../button/button.tsx';
import { ButtonGroup } from './button-group.tsx';

it('keeps the order given: the primary button first', () => {
  const html = renderToString(<ButtonGroup><Button>Tiếp tục</Button><a href="#x">Để sau</a></ButtonGroup>);
  assert.ok(html.indexOf('Tiếp tục') < html.indexOf('Để sau'));
});
