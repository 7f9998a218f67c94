import type { Example } from '../../example.ts';
import { Meter } from '../meter/meter.tsx';
import { Tag } from '../tag/tag.tsx';
import { DataTable, type Column } from './data-table.tsx';

interface Row { readonly code: string; readonly person: string; readonly what: string; readonly left: string; readonly share: number; readonly group: string }
const rows: readonly Row[] = [
  { code: 'H36.21-260213-0039', person: 'Trần Văn Sáu', what: 'Chứng thực bản sao', left: 'quá hạn 2 giờ', share: 1, group: 'Quá hạn 1' },
  { code: 'H36.21-260213-0042', person: 'Nguyễn Thị Hoa', what: 'Đăng ký khai sinh', left: 'còn 5 giờ', share: 0.4, group: 'Hôm nay 2' },
  { code: 'H36.21-260213-0044', person: 'H’Ngăm Niê Kđăm Byă Êban', what: 'Cấp Giấy xác nhận tình trạng hôn nhân', left: 'còn 6 giờ', share: 0.2, group: 'Hôm nay 2' },
];
const columns: readonly Column<Row>[] = [
  { key: 'left', title: 'Còn lại', sortHref: '#x', sorted: 'up', tight: true, cell: (row) => <Meter words={row.left} share={row.share} tone={row.share >= 1 ? 'red' : 'green'} /> },
  { key: 'what', title: 'Việc', head: true, cell: (row) => <a href={`#${row.code}`}>{row.what}</a> },
  { key: 'person', title: 'Người dân', sortHref: '#y', cell: (row) => row.person },
  { key: 'state', title: 'Bước', cell: (row) => (row.share >= 1 ? <Tag colour="red">Trễ</Tag> : <Tag colour="blue">Đang xét</Tag>) },
  { key: 'code', title: 'Mã', numeric: true, tight: true, cell: (row) => row.code.slice(-4) },
];
export const examples: readonly Example[] = [
  { title: 'Xếp được, chọn được, chia nhóm', node: <DataTable id="vd-bang" caption="Việc hôm nay" columns={columns} rows={rows} rowKey={(row) => row.code} select={{ name: 'chon', label: (row) => `${row.what}, ${row.person}` }} group={(row) => row.group} /> },
  { title: 'Trên điện thoại: mỗi dòng một thẻ', node: <DataTable id="vd-bang-3" caption="Việc hôm nay, trên điện thoại" columns={columns} rows={rows} rowKey={(row) => row.code} cards /> },
  { title: 'Chưa có gì', node: <DataTable id="vd-bang-2" caption="Hồ sơ chờ ký" columns={columns} rows={[]} rowKey={(row) => row.code} empty="Không có hồ sơ nào chờ ký." /> },
];
