function checksum(bytes: Buffer): number {
  let sum = 0;
  const whole = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  for (let at = 0; at < whole.length; at += 4) sum = (sum + whole.readUInt32BE(at)) >>> 0;
  return sum;
}

/** A TrueType file out of its tables (OpenType 1.9, «Table directory»), with all checksums. */
export function writeSfnt(tables: ReadonlyMap<string, Buffer>): Buffer {
  const power = Math.floor(Math.log2(tables.size));
  const header = Buffer.alloc(12 + tables.size * 16);
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(tables.size, 4);
  header.writeUInt16BE(2 ** power * 16, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE(tables.size * 16 - 2 ** power * 16, 10);
  const chunks: Buffer[] = [header];
  let offset = header.length;
  let entry = 12;
  let headAt = 0;
  for (const [tag, bytes] of tables) {
    header.write(tag, entry, 'latin1');
    header.writeUInt32BE(checksum(bytes), entry + 4);
    header.writeUInt32BE(offset, entry + 8);
    header.writeUInt32BE(bytes.length, entry + 12);
    if (tag === 'head') headAt = offset;
    const padding = Buffer.alloc(-bytes.length & 3);
    chunks.push(bytes, padding);
    offset += bytes.length + padding.length;
    entry += 16;
  }
  const font = Buffer.concat(chunks);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}
