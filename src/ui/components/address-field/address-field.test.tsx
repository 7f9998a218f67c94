import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { AddressField } from './address-field.tsx';

const provinces = [{ value: '68', label: 'Tỉnh Lâm Đồng' }];
it('works without script: provinces in the page, a button for the communes, the old address in words', () => {
  const html = renderToString(<AddressField name="o" label="Nơi ở" provinces={provinces} communes={[]} loadButton={{ name: '_go', value: 'o' }} />);
  assert.match(html, /<select[^>]*id="o" name="o.province"/u);
  assert.match(html, /<button[^>]*type="submit" name="_go" value="o" formnovalidate/iu);
  assert.match(html, /name="o.declaredText"/u);
});
it('an error of one box stands at that box only, an error of the whole over all', () => {
  const part = renderToString(<AddressField name="o" label="x" provinces={provinces} communes={[]} error="Chưa chọn xã" wrongParts={['commune']} />);
  assert.match(part, /id="o-commune-error"/u);
  assert.doesNotMatch(part, /id="o-group-error"/u);
  assert.match(renderToString(<AddressField name="o" label="x" provinces={provinces} communes={[]} error="Chưa ghi" />), /id="o-group-error"/u);
});
it('opens the old address when something was written there', () => assert.match(renderToString(<AddressField name="o" label="x" provinces={provinces} communes={[]} value={{ declaredText: 'xã Hàm Chính cũ' }} />), /<details[^>]* open/u));
it('says where the script finds the communes', () => assert.match(renderToString(<AddressField name="o" label="x" provinces={provinces} communes={[]} communesUrl="/dia-chi/xa" />), /data-communes-url="\/dia-chi\/xa"/u));
