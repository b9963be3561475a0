// SPDX-License-Identifier: Apache-2.0
// Copyright (c) 2026 The mod_statuspages authors

// A font of one letter, made here: the tables that Chromium wants (OpenType),
// as WOFF2 without its transforms. The letter "A" is a square, 4 em wide, so
// that words in it are wider than in any other font.
import { brotliCompressSync } from 'node:zlib';

const be = (...numbers) => Buffer.concat(numbers.map(([value, size]) => {
  const b = Buffer.alloc(size);
  b.writeUIntBE(value < 0 ? value + 2 ** (8 * size) : value, 0, size);
  return b;
}));
const u16 = (...values) => be(...values.map((v) => [v, 2]));
const u32 = (...values) => be(...values.map((v) => [v, 4]));
const zero = (size) => Buffer.alloc(size);

const em = 1000;
const wide = 4 * em;
const glyph = Buffer.concat([
  u16(1, 0, 0, em, em), // one contour, its box
  u16(3, 0), // its last point, no instructions
  Buffer.from([1, 1, 1, 1]), // on the curve, coordinates of two bytes
  u16(0, em, 0, -em), u16(0, 0, em, 0), // x and y, each from the one before
]);
const name = (() => {
  const text = Buffer.from('Brand', 'utf16le').swap16();
  const ids = [1, 2, 3, 4, 6];
  return Buffer.concat([u16(0, ids.length, 6 + 12 * ids.length), ...ids.map((id) => u16(3, 1, 0x409, id, text.length, 0)), text]);
})();
const cmap = Buffer.concat([u16(0, 1, 3, 1), u32(12), u16(4, 32, 0, 4, 4, 1, 0), u16(65, 0xffff), u16(0), u16(65, 0xffff), u16(-64, 1), u16(0, 0)]);

// By their tags, in the order of WOFF2's own numbers for them.
const tables = [
  [0, cmap],
  [1, Buffer.concat([u32(0x10000, 0x10000, 0, 0x5f0f3cf5), u16(3, em), zero(16), u16(0, 0, em, em, 0, 8, 2, 0, 0)])], // head
  [2, Buffer.concat([u32(0x10000), u16(em, 0, 0, wide, 0, 0, em, 1, 0, 0, 0, 0, 0, 0, 0, 2)])], // hhea
  [3, u16(wide, 0, wide, 0)], // hmtx
  [4, Buffer.concat([u32(0x10000), u16(2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)])], // maxp
  [5, name],
  [6, Buffer.concat([u16(4, wide, 400, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 250, 0), zero(10), u32(1, 0, 0, 0), zero(4),
    u16(64, 65, 65, em, 0, 0, em, 0), u32(1, 0), u16(500, 700, 0, 32, 1)])], // OS/2
  [7, Buffer.concat([u32(0x30000, 0), u16(0, 0), u32(0, 0, 0, 0, 0)])], // post
  [10, glyph],
  [11, u16(0, 0, glyph.length / 2)], // loca: no ".notdef", then the letter
];

function base128(n) {
  const out = [n & 127];
  for (let rest = n >> 7; rest > 0; rest >>= 7) {
    out.unshift((rest & 127) | 128);
  }
  return Buffer.from(out);
}

export function makeFont() {
  // glyf and loca as they are: version 3 of their transform
  const directory = Buffer.concat(tables.map(([tag, data]) => Buffer.concat([Buffer.from([tag === 10 || tag === 11 ? tag | 0xc0 : tag]), base128(data.length)])));
  const data = brotliCompressSync(Buffer.concat(tables.map(([, d]) => d)));
  const plain = 12 + 16 * tables.length + tables.reduce((sum, [, d]) => sum + ((d.length + 3) & ~3), 0);
  const length = 48 + directory.length + data.length;
  const padded = (length + 3) & ~3;
  const head = Buffer.concat([Buffer.from('wOF2'), u32(0x10000, padded), u16(tables.length, 0), u32(plain, data.length), u16(1, 0), u32(0, 0, 0, 0, 0)]);
  return Buffer.concat([head, directory, data, zero(padded - length)]);
}
