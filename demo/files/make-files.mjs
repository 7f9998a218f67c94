// Draws the sample papers of the demo again: node_modules/.bin/node demo/files/make-files.mjs
// Everything in them is invented and marked «MẪU»; no real paper was photographed.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const here = dirname(fileURLToPath(import.meta.url));
const fontfile = join(here, '..', '..', 'node_modules/@fontsource/tinos/files/tinos-vietnamese-400-normal.woff');
const WIDTH = 900;
const HEIGHT = 1200;

const words = async (text, size, colour = '#222222') => sharp({ text: { text: `<span foreground="${colour}">${text}</span>`, font: `Tinos ${size}`, fontfile, rgba: true } }).png().toBuffer({ resolveWithObject: true });

/** A paper lying on a dark table, photographed from above: what the hint to citizens asks for. */
async function photo({ title, lines, turn = 1.5, blur = 0, seal = true }) {
  const paper = { width: 760, height: 1060 };
  const layers = [];
  const put = async (text, size, y, colour) => {
    const drawn = await words(text, size, colour);
    layers.push({ input: drawn.data, left: Math.max(20, Math.round((paper.width - drawn.info.width) / 2)), top: y });
  };
  await put('MẪU – DỮ LIỆU TRÌNH DIỄN', 15, 40, '#a02020');
  await put(title, 26, 110);
  for (const [index, line] of lines.entries()) await put(line, 17, 220 + index * 62);
  if (seal) layers.push({ input: Buffer.from('<svg width="170" height="170"><circle cx="85" cy="85" r="76" fill="none" stroke="#b03030" stroke-width="5"/><circle cx="85" cy="85" r="58" fill="none" stroke="#b03030" stroke-width="2"/></svg>'), left: 500, top: 820 });
  const big = await words('MẪU', 110, '#a0202030');
  layers.push({ input: big.data, left: 190, top: 480 });
  const sheet = await sharp({ create: { ...paper, channels: 4, background: '#f6f3ea' } }).composite(layers).png().toBuffer();
  const turned = await sharp(sheet).rotate(turn, { background: '#00000000' }).resize(WIDTH - 60, HEIGHT - 60, { fit: 'inside' }).png().toBuffer();
  const scene = sharp(await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#3a3029' } }).composite([{ input: turned, gravity: 'centre' }]).png().toBuffer());
  return (blur > 0 ? scene.blur(blur) : scene).jpeg({ quality: 72, mozjpeg: true }).toBuffer();
}

/** A scan as office machines make it: one JPEG on each page of a PDF. */
function pdfOf(pictures) {
  const parts = [];
  const offsets = [];
  let size = 0;
  const push = (data) => { const bytes = Buffer.isBuffer(data) ? data : Buffer.from(data, 'latin1'); parts.push(bytes); size += bytes.length; };
  const object = (n, body) => { offsets[n] = size; push(`${n} 0 obj\n`); body(); push('\nendobj\n'); };
  push('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n');
  const kids = pictures.map((_, i) => `${3 + i * 3} 0 R`).join(' ');
  object(1, () => push('<< /Type /Catalog /Pages 2 0 R >>'));
  object(2, () => push(`<< /Type /Pages /Kids [${kids}] /Count ${pictures.length} >>`));
  for (const [i, picture] of pictures.entries()) {
    const draw = 'q 595 0 0 842 0 0 cm /Im0 Do Q';
    object(3 + i * 3, () => push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im0 ${5 + i * 3} 0 R >> >> /Contents ${4 + i * 3} 0 R >>`));
    object(4 + i * 3, () => push(`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`));
    object(5 + i * 3, () => { push(`<< /Type /XObject /Subtype /Image /Width ${WIDTH} /Height ${HEIGHT} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${picture.length} >>\nstream\n`); push(picture); push('\nendstream'); });
  }
  const start = size;
  const count = offsets.length;
  push(`xref\n0 ${count}\n0000000000 65535 f \n${offsets.slice(1).map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}

const birth = { title: 'GIẤY CHỨNG SINH', lines: ['Trạm y tế xã (trình diễn)', 'Họ tên mẹ: ……………………', 'Sinh lúc: …… giờ, ngày …………', 'Giới tính của con: …………', 'Cân nặng: ………… gam'] };
writeFileSync(join(here, 'giay-chung-sinh.jpg'), await photo(birth));
writeFileSync(join(here, 'giay-chung-sinh-mo.jpg'), await photo({ ...birth, turn: -7, blur: 5 }));
writeFileSync(join(here, 'van-ban-lam-chung.jpg'), await photo({ title: 'VĂN BẢN LÀM CHỨNG', lines: ['Tôi xác nhận đã chứng kiến việc sinh', 'của người mẹ nêu trên, tại nhà,', 'thôn 5 (dữ liệu trình diễn).', 'Người làm chứng: ……………'], seal: false }));
writeFileSync(join(here, 'giay-xac-nhan-cu.jpg'), await photo({ title: 'GIẤY XÁC NHẬN CŨ', lines: ['Tình trạng hôn nhân', 'đã cấp trước đây, hết hạn 6 tháng', '(dữ liệu trình diễn)'] }));
const authority = { title: 'VĂN BẢN ỦY QUYỀN', seal: false, turn: 0.4 };
writeFileSync(join(here, 'van-ban-uy-quyen.pdf'), pdfOf([
  await photo({ ...authority, lines: ['Tôi ủy quyền cho người thân', 'nộp hồ sơ xin xác nhận', 'tình trạng hôn nhân.', 'Trang 1 / 2'] }),
  await photo({ ...authority, turn: -0.6, lines: ['Người ủy quyền ký', '………………………', 'Người được ủy quyền ký', '………………………', 'Trang 2 / 2'] }),
]));
