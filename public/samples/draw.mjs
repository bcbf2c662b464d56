// Draws sample.png: sun, hills and sea in the product's own colours. Run: node public/samples/draw.mjs
import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

const [width, height] = [1200, 675];
const sky = [191, 226, 213];
const sun = [184, 82, 20];
const hills = [
  { level: 400, wave: 46, length: 190, shift: 0.4, color: [116, 178, 166] },
  { level: 470, wave: 38, length: 150, shift: 2.1, color: [44, 126, 118] },
  { level: 545, wave: 30, length: 230, shift: 4.2, color: [20, 92, 92] },
  { level: 610, wave: 22, length: 170, shift: 1.3, color: [10, 58, 62] },
];

function colorAt(x, y) {
  for (const hill of [...hills].reverse()) {
    if (y > hill.level - hill.wave * Math.sin(x / hill.length + hill.shift)) return hill.color;
  }
  return Math.hypot(x - 860, y - 250) < 130 ? sun : sky;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

const rows = Buffer.alloc(height * (width * 3 + 1));
for (let y = 0; y < height; y++) {
  for (let x = 0; x < width; x++) rows.set(colorAt(x, y), y * (width * 3 + 1) + 1 + x * 3);
}
const header = Buffer.alloc(13);
header.writeUInt32BE(width, 0);
header.writeUInt32BE(height, 4);
header.set([8, 2, 0, 0, 0], 8);
const png = Buffer.concat([
  Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
  chunk("IHDR", header),
  chunk("IDAT", deflateSync(rows, { level: 9 })),
  chunk("IEND", Buffer.alloc(0)),
]);
writeFileSync(new URL("sample.png", import.meta.url), png);
