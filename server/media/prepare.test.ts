import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "@/server/context";
import { addMedia } from "@/server/media/add-media";
import { deleteMedia } from "@/server/media/delete-media";
import { convertMedia, cropMedia } from "@/server/media/derive-image";
import { openMedia } from "@/server/media/open-media";
import { readThumbnail } from "@/server/media/read-thumbnail";
import { createWorld, type World } from "@/server/testing/world";

let directory: string;
let world: World;
let ctx: Ctx;

beforeEach(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "bandwagon-prepare-"));
  world = await createWorld({ DATA_DIR: directory });
  ctx = world.ctx();
});
afterEach(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

const sampleVideo = readFileSync("public/samples/sample.mp4");
const background = { r: 40, g: 90, b: 70 };
const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background } });
/** What compresses badly: every pixel differs. */
const noise = (width: number, height: number) =>
  sharp({
    create: {
      ...{ width, height, channels: 3 as const, background },
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });

const add = (body: Uint8Array, name = "file") =>
  addMedia(
    ctx,
    new Request("http://localhost/", {
      ...{ method: "POST", body: body as BodyInit },
      headers: { "x-file-name": encodeURIComponent(name) },
    }),
  );

async function bytesOf(id: string): Promise<Buffer> {
  const ref = { workspaceId: world.workspaceId, altText: null };
  const media = await openMedia(world.runtime, { ...ref, mediaId: id });
  return Buffer.from(await media.read(0, media.bytes));
}

const filesOnDisk = () =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.startsWith("media") && statSync(path.join(directory, name)).isFile(),
  );

describe("an image that is added", () => {
  it("stays byte for byte what it was when it tells nothing but its picture", async () => {
    for (const image of [
      await blank(30, 20).jpeg().toBuffer(),
      await blank(30, 20).png().toBuffer(),
      await blank(30, 20).webp().toBuffer(),
      await blank(30, 20).gif().toBuffer(),
    ]) {
      const { id, width, height } = await add(image);
      expect([width, height]).toEqual([30, 20]);
      expect((await bytesOf(id)).equals(image)).toBe(true);
    }
  });

  it("is turned upright and stripped of where and by whom it was taken", async () => {
    const told = { IFD0: { Artist: "Ines", Copyright: "hush" }, IFD3: { GPSLatitudeRef: "N" } };
    const image = await blank(300, 200)
      .withExif(told)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { id, width, height, mimeType } = await add(image, "IMG 1.jpg");
    expect([width, height, mimeType]).toEqual([200, 300, "image/jpeg"]);
    const stored = await bytesOf(id);
    const { exif, xmp, iptc, orientation } = await sharp(stored).metadata();
    expect([exif, xmp, iptc, orientation ?? 1]).toEqual([undefined, undefined, undefined, 1]);
    expect(stored.toString("latin1")).not.toContain("hush");
    expect((await add(image, "again.jpg")).id).toBe(id);
  });

  it("keeps moving where it moves", async () => {
    const frames = [blank(40, 30), blank(40, 30).negate()];
    const pages = await Promise.all(frames.map((frame) => frame.png().toBuffer()));
    const moving = await sharp(pages, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { id, width, height } = await add(moving, "wave.gif");
    expect([width, height]).toEqual([40, 30]);
    expect((await sharp(await bytesOf(id)).metadata()).pages).toBe(2);
  });

  it.each(["jpeg", "png", "webp"] as const)("is refused as a broken %s", async (format) => {
    const whole = await noise(400, 300).toFormat(format).toBuffer();
    const half = whole.subarray(0, Math.floor(whole.length / 2));
    await expect(add(half)).rejects.toThrow("The image is damaged");
    expect(filesOnDisk()).toEqual([]);
  });

  it("is refused when it unfolds into more pixels than a server can hold", async () => {
    const bomb = await blank(10_000, 9_000).png().toBuffer();
    await expect(add(bomb)).rejects.toThrow("more than 80 million pixels");
  });
});

describe("a video that is added", () => {
  it("is measured, in either container", async () => {
    const facts = { width: 640, height: 360, durationMs: 6000, codec: "avc" };
    expect(await add(sampleVideo, "a.mp4")).toMatchObject({ mimeType: "video/mp4", ...facts });
    const mov = Buffer.from(sampleVideo);
    mov.write("qt  ", 8, "latin1");
    expect(await add(mov, "a.mov")).toMatchObject({ mimeType: "video/quicktime", ...facts });
  });

  it("is refused when it is not complete", async () => {
    for (const end of [4000, sampleVideo.length - 5000]) {
      await expect(add(sampleVideo.subarray(0, end))).rejects.toThrow("The video is damaged");
    }
    expect(filesOnDisk()).toEqual([]);
  });
});

it("takes a PDF as it is", async () => {
  const pdf = Buffer.from("%PDF-1.7\n1 0 obj << >> endobj\n%%EOF");
  expect(await add(pdf, "slides.pdf")).toMatchObject({
    ...{ kind: "document", mimeType: "application/pdf", width: null, thumbnailUrl: null },
  });
});

describe("a copy", () => {
  it.each([
    ["4:5", 200, 400, 200, 250],
    ["1.91:1", 500, 150, 286, 150],
    ["1:1", 151, 100, 100, 100],
  ])("is cut to %s", async (aspect, fromWidth, fromHeight, width, height) => {
    const { id } = await add(await noise(fromWidth, fromHeight).jpeg().toBuffer(), "hill.jpg");
    const copy = await cropMedia(ctx, id, { aspect, position: "auto" });
    expect(copy).toMatchObject({ width, height, mimeType: "image/jpeg", parentId: id });
    expect(copy.fileName).toBe(`hill ${aspect.replace(":", "x")}.jpg`);
    expect((await cropMedia(ctx, id, { aspect, position: "auto" })).id).toBe(copy.id);
  });

  it("is cut and converted at once where both are needed", async () => {
    const { id } = await add(await blank(200, 400).png().toBuffer(), "hill.png");
    const asked = { aspect: "4:5", position: "auto", mimeType: "image/jpeg" } as const;
    expect(await cropMedia(ctx, id, asked)).toMatchObject({
      ...{ width: 200, height: 250, mimeType: "image/jpeg", fileName: "hill 4x5.jpg" },
    });
  });

  it("keeps the side that is asked for", async () => {
    const white = await blank(100, 100).negate().png().toBuffer();
    const tall = await blank(100, 300)
      .composite([{ input: white, top: 200, left: 0 }])
      .png()
      .toBuffer();
    const { id } = await add(tall);
    const colours = await Promise.all(
      (["top", "bottom"] as const).map(async (position) => {
        const copy = await cropMedia(ctx, id, { aspect: "1:1", position });
        return [
          ...(
            await sharp(await bytesOf(copy.id))
              .raw()
              .toBuffer()
          ).subarray(0, 3),
        ];
      }),
    );
    expect(colours).toEqual([
      [40, 90, 70],
      [215, 165, 185],
    ]);
  });

  it("becomes a JPEG on paper, with the description of its parent", async () => {
    const clear = { create: { width: 60, height: 40, channels: 4 as const, background: "#0000" } };
    const { id } = await add(await sharp(clear).png().toBuffer(), "logo.png");
    const copy = await convertMedia(ctx, id, { mimeType: "image/jpeg" });
    expect(copy).toMatchObject({ mimeType: "image/jpeg", fileName: "logo.jpg", parentId: id });
    const { dominant } = await sharp(await bytesOf(copy.id)).stats();
    expect(dominant.r).toBeGreaterThan(240);
  });

  it.each([
    ["image/jpeg", 60_000],
    ["image/jpeg", 12_000],
    ["image/png", 120_000],
    ["image/webp", 20_000],
  ] as const)("as %s never takes more than %i bytes", async (mimeType, maxBytes) => {
    const { id } = await add(await noise(450, 350).png().toBuffer());
    const copy = await convertMedia(ctx, id, { mimeType, maxBytes });
    expect(copy.bytes).toBeLessThanOrEqual(maxBytes);
    expect(copy.bytes).toBe((await bytesOf(copy.id)).length);
  });

  it("is refused where it can't be made small enough, or of what is no image", async () => {
    const { id } = await add(await noise(450, 350).png().toBuffer());
    const asked = { mimeType: "image/png", maxBytes: 10_000 } as const;
    await expect(convertMedia(ctx, id, asked)).rejects.toThrow("can't be made to fit into 9 KB");
    const video = await add(sampleVideo);
    await expect(cropMedia(ctx, video.id, { aspect: "1:1", position: "auto" })).rejects.toThrow(
      "A video can't be cropped",
    );
  });
});

describe("a thumbnail", () => {
  it("is small, made again when it is missing, and goes with its file", async () => {
    const { id } = await add(await noise(640, 360).jpeg().toBuffer());
    const first = await readThumbnail(ctx, id);
    expect(first.headers.get("content-type")).toBe("image/webp");
    const made = await sharp(Buffer.from(await first.arrayBuffer())).metadata();
    expect([made.width, made.height]).toEqual([480, 270]);
    rmSync(path.join(directory, "media/thumbnails"), { recursive: true });
    expect((await readThumbnail(ctx, id)).status).toBe(200);
    await deleteMedia(ctx, id);
    expect(filesOnDisk()).toEqual([]);
  });

  it("there is none of a video", async () => {
    const { id } = await add(sampleVideo);
    await expect(readThumbnail(ctx, id)).rejects.toThrow("no such thumbnail");
  });
});
