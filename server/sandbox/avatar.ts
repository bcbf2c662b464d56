import { crc32, deflateSync } from "node:zlib";
import type { Call } from "./context";
import { findProfile } from "./profiles";
import { text } from "./respond";
import { unit } from "./seeded";

const size = 96;

type Colour = readonly [number, number, number];

const grounds: readonly Colour[] = [
  [31, 78, 76],
  [122, 62, 41],
  [58, 66, 104],
  [84, 92, 48],
  [96, 52, 84],
];

/** A plain two-tone picture of its own for each profile. */
export function sendAvatar(call: Call): Response {
  const id = (call.params.file ?? "").replace(/\.png$/, "");
  if (!findProfile(call.context.db, id)) return text(404, "Not Found");
  return new Response(Uint8Array.from(draw(id)), {
    headers: {
      "content-type": "image/png",
      "cache-control": "public, max-age=86400",
      "x-content-type-options": "nosniff",
    },
  });
}

function draw(id: string): Buffer {
  const ground = grounds[Math.floor(unit(id, "ground") * grounds.length)] ?? [31, 78, 76];
  const light: Colour = [
    Math.min(255, ground[0] + 128),
    Math.min(255, ground[1] + 128),
    Math.min(255, ground[2] + 128),
  ];
  const slope = unit(id, "slope") * 2 - 1;
  const radius = 18 + unit(id, "radius") * 16;
  const rows = Buffer.alloc(size * (1 + size * 3));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const isDisc = (x - size / 2) ** 2 + (y - size / 2) ** 2 < radius ** 2;
      const isAbove = y - size / 2 < slope * (x - size / 2);
      const colour = isDisc === isAbove ? light : ground;
      rows.set(colour, y * (1 + size * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
