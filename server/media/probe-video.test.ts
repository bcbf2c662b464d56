import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { probeVideo } from "@/server/media/probe-video";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "bandwagon-probe-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const u32 = (...numbers: number[]) => {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [at, number] of numbers.entries()) bytes.writeUInt32BE(number, at * 4);
  return bytes;
};
const box = (type: string, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, "latin1"), body]);
};

const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];

/** One second of 640 by 480 whose times are told by `stts`, one picture after the other. */
function toVideo(stts: Buffer, samples: number): Buffer {
  const mvhd = box("mvhd", u32(0, 0, 0, 1000, 1000, 0x10000, 0x01000000, 0, 0), u32(...matrix));
  const size = u32(640 * 0x10000, 480 * 0x10000);
  const tkhd = box("tkhd", u32(7, 0, 0, 1, 0, 1000, 0, 0, 0, 0), u32(...matrix), size);
  const mdhd = box("mdhd", u32(0, 0, 0, 1000, 1000), Buffer.from([0x55, 0xc4, 0, 0]));
  const hdlr = box("hdlr", u32(0, 0), Buffer.from("vide"), u32(0, 0, 0), Buffer.from([0]));
  const avcC = box("avcC", Buffer.from([1, 66, 0, 30, 0xff, 0xe1, 0, 0, 1, 0, 0]));
  const picture = [u32(0x028001e0, 0x480000, 0x480000, 0), Buffer.from([0, 1]), Buffer.alloc(32)];
  const lead = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, ...Buffer.alloc(16)]);
  const avc1 = box("avc1", lead, ...picture, Buffer.from([0, 24, 0xff, 0xff]), avcC);
  const tables = [
    box("stsd", u32(0, 1), avc1),
    box("stts", stts),
    box("stsc", u32(0, 1, 1, samples, 1)),
    box("stsz", u32(0, 1, samples)),
    box("stco", u32(0, 1, 40)),
  ];
  const minf = box("minf", box("vmhd", u32(1, 0, 0)), box("stbl", ...tables));
  const trak = box("trak", tkhd, box("mdia", mdhd, hdlr, minf));
  const ftyp = box("ftyp", Buffer.from("isom"), u32(0x200), Buffer.from("isom"));
  return Buffer.concat([ftyp, box("mdat", Buffer.alloc(64, 1)), box("moov", mvhd, trak)]);
}

function probe(bytes: Buffer) {
  const file = path.join(directory, "video.mp4");
  writeFileSync(file, bytes);
  return probeVideo(file);
}

it("tells how long and how large a video is", async () => {
  expect(await probe(toVideo(u32(0, 1, 1, 1000), 1))).toEqual({
    ...{ width: 640, height: 480 },
    ...{ durationMs: 1000, codec: "avc" },
  });
});

it("opens no index that would fill the memory", async () => {
  const entries = 2_500_000;
  const stts = Buffer.alloc(8 + entries * 8, u32(1, 1));
  stts.set(u32(0, entries));
  await expect(probe(toVideo(stts, entries))).rejects.toThrow(/index is too large/);
});

it("is not held up by a table that claims to be longer than it is", async () => {
  const claimed = 0xffff_fff0;
  await expect(probe(toVideo(u32(0, claimed, 1, 1), claimed))).rejects.toThrow(/damaged/);
});
