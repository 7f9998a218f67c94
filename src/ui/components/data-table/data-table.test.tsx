import assert from 'node:assert/strict';
import { it } from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { DataTable, type Column } from './data-table.tsx';

interface Row { readonly id: string; readonly name: string; readonly group: string }
const rows: readonly Row[] = [{ id: '1', name: 'An', group: 'Hôm nay' }, { id: '2', name: 'Bình', group: 'Hôm nay' }, { id: '3', name: 'Chi', group: 'Sắp tới' }];
const columns: readonly Column<Row>[] = [{ key: 'name', title: 'Tên', head: true, sortHref: '?xep=-ten', sorted: 'up', cell: (row) => row.name }, { key: 'id', title: 'Số', numeric: true, cell: (row) => row.id }];
const draw = (more: object): string => renderToString(<DataTable id="t" caption="Danh sách" columns={columns} rows={rows} rowKey={(row) => row.id} {...more} />);
it('scrolls in a region named by its caption, reached by keyboard', () => assert.match(draw({}), /role="region" aria-labelledby="t-ten" tabindex="0"><table[^>]*><caption id="t-ten">Danh sách/iu));
it('headers have their scope, the sorted one says so and is a link', () => {
  assert.match(draw({}), /<th scope="col" aria-sort="ascending"><a href="\?xep=-ten">Tên/u);
  assert.match(draw({}), /<th scope="row">An<\/th>/u);
});
it('each box says what it selects', () => assert.match(draw({ select: { name: 'chon', label: (row: Row) => row.name } }), /name="chon" value="2"\/><span class="mc-vh">Chọn Bình/u));
it('a heading stands before each group, once', () => assert.equal([...draw({ group: (row: Row) => row.group }).matchAll(/scope="rowgroup"/gu)].length, 2));
it('an empty list says so across all columns', () => assert.match(draw({ rows: [] }), /<td colspan="2" class="mc-table-empty">Danh sách chưa có gì/iu));
it('on a telephone rows are cards, and what says nothing by itself is named, drawn or written', () => {
  const named: readonly Column<Row>[] = [{ key: 'name', title: 'Tên', head: true, cell: (row) => row.name }, { key: 'id', title: 'Hẹn trả', named: true, cell: (row) => row.id }];
  const drawn: readonly Column<Row>[] = [...named, { key: 'x', title: 'Số', cell: (row) => <b>{row.id}</b> }];
  for (const all of [named, drawn]) {
    assert.match(draw({ columns: all, cards: true }), /<table class="mc-table mc-table-cards"/u);
    assert.equal([...draw({ columns: all, cards: true }).matchAll(/<td data-ten="Hẹn trả">/gu)].length, 3);
    assert.doesNotMatch(draw({ columns: all }), /data-ten|mc-table-cards/u);
  }
});
