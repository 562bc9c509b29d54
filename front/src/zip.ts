// Files put together into one ZIP archive, stored as they are (APPNOTE.TXT, PKWARE).

import type { File } from "./schema";

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest >>> 0;
});

function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (CRC[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}

function record(signature: number, ...fields: (readonly [number, number])[]): Uint8Array {
  const bytes = [signature & 0xff, (signature >>> 8) & 0xff, (signature >>> 16) & 0xff, signature >>> 24];
  for (const [value, length] of fields) {
    for (let row = 0; row < length; row++) bytes.push(Math.floor(value / 256 ** row) % 256);
  }
  return Uint8Array.from(bytes);
}

const JANUARY_1980 = 0x21;
const UTF8_NAMES = 0x0800;

export function zip(folder: string, files: readonly File[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const file of files) {
    const name = encoder.encode(`${folder}/${file.name}`);
    const bytes = encoder.encode(file.text);
    const facts = [
      [UTF8_NAMES, 2],
      [0, 2],
      [0, 2],
      [JANUARY_1980, 2],
      [checksum(bytes), 4],
      [bytes.length, 4],
      [bytes.length, 4],
      [name.length, 2],
      [0, 2],
    ] as const;
    const local = record(0x04034b50, [20, 2], ...facts);
    const rest = [[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]] as const;
    directory.push(record(0x02014b50, [20, 2], [20, 2], ...facts, ...rest), name);
    parts.push(local, name, bytes);
    offset += local.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = files.length;
  const end = record(0x06054b50, [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2]);
  const all = [...parts, ...directory, end];
  const whole = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
