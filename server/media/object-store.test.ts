import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "@/server/context";
import { EnvError, readEnv } from "@/server/env";
import { addMedia } from "@/server/media/add-media";
import { deleteMedia } from "@/server/media/delete-media";
import { cropMedia } from "@/server/media/derive-image";
import {
  type ObjectStore,
  serveObjectStore,
  storeKeys,
} from "@/server/media/fixtures/object-store";
import { openMedia } from "@/server/media/open-media";
import { readMedia } from "@/server/media/read-media";
import { readThumbnail } from "@/server/media/read-thumbnail";
import { createWorld, type World } from "@/server/testing/world";

let directory: string;
let store: ObjectStore;
let world: World;
let ctx: Ctx;

const settings = () => ({
  ...{ S3_ENDPOINT: store.endpoint, S3_BUCKET: "media", S3_REGION: storeKeys.region },
  ...{ S3_ACCESS_KEY_ID: storeKeys.accessKeyId, S3_SECRET_ACCESS_KEY: storeKeys.secretAccessKey },
});

async function open(more: Record<string, string> = {}): Promise<void> {
  world = await createWorld({ DATA_DIR: directory, ...settings(), ...more });
  ctx = world.ctx();
}

beforeEach(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "bandwagon-store-"));
  store = await serveObjectStore();
});
afterEach(async () => {
  await world?.close();
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const add = (body: Uint8Array) =>
  addMedia(ctx, new Request("http://localhost/", { method: "POST", body: body as BodyInit }));
const png = readFileSync("public/samples/sample.png");
const mp4 = readFileSync("public/samples/sample.mp4");

/** Twenty megabytes that are still a video: what follows its last box is free space. */
function largeVideo(): Buffer {
  const padding = Buffer.alloc(20 * 1024 * 1024, 7);
  padding.writeUInt32BE(padding.length, 0);
  padding.write("free", 4, "latin1");
  return Buffer.concat([mp4, padding]);
}

const filesOnDisk = () =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.startsWith("media") && statSync(path.join(directory, name)).isFile(),
  );

const toRef = (mediaId: string) => ({ workspaceId: world.workspaceId, mediaId, altText: null });

describe("media in an object store", () => {
  it("are put there, read whole, in ranges and for publishing, and removed", async () => {
    await open();
    const { id } = await add(png);
    expect([...store.objects.values()]).toMatchObject([{ contentType: "image/png", bytes: png }]);
    expect(filesOnDisk()).toEqual([path.join("media", "thumbnails", `${id}.webp`)]);
    const all = await readMedia(ctx, id, null);
    expect(Buffer.from(await all.arrayBuffer()).equals(png)).toBe(true);
    const part = await readMedia(ctx, id, "bytes=1-3");
    expect([part.status, await part.text()]).toEqual([206, "PNG"]);
    const media = await openMedia(world.runtime, toRef(id));
    expect(Buffer.from(await media.read(1, 4)).toString()).toBe("PNG");
    expect(Buffer.from(await media.read(png.length - 4, png.length + 90))).toEqual(
      png.subarray(-4),
    );
    await deleteMedia(ctx, id);
    expect([store.objects.size, filesOnDisk()]).toEqual([0, []]);
  });

  it("go there in parts when they are large, and come back in parts", async () => {
    await open();
    const large = largeVideo();
    const { id } = await add(large);
    expect(store.calls).toEqual([
      "POST uploads",
      ...new Array<string>(3).fill("PUT partNumber uploadId"),
      "POST uploadId",
    ]);
    expect([...store.objects.values()][0]?.bytes.equals(large)).toBe(true);
    const whole = await readMedia(ctx, id, null);
    expect(Buffer.from(await whole.arrayBuffer()).equals(large)).toBe(true);
    const media = await openMedia(world.runtime, toRef(id));
    const across = await media.read(8_388_600, 8_388_620);
    expect(Buffer.from(across).equals(large.subarray(8_388_600, 8_388_620))).toBe(true);
  });

  it("are cropped and shown small as those on disk are", async () => {
    await open();
    const { id } = await add(png);
    const copy = await cropMedia(ctx, id, { aspect: "1:1", position: "auto" });
    expect(copy).toMatchObject({ width: 675, height: 675 });
    rmSync(path.join(directory, "media/thumbnails"), { recursive: true });
    const small = await readThumbnail(ctx, copy.id);
    expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width).toBe(480);
  });

  it("are tried again when the store is busy", async () => {
    await open();
    store.failNext(503, 2);
    const { id } = await add(png);
    store.failNext(500);
    expect((await (await readMedia(ctx, id, "bytes=1-3")).text()) === "PNG").toBe(true);
  });

  it("are not taken while the store refuses, and nothing of them stays", async () => {
    await open({ S3_SECRET_ACCESS_KEY: "wrong" });
    await expect(add(png)).rejects.toThrow("It answered 403 (SignatureDoesNotMatch)");
    expect(filesOnDisk()).toEqual([]);
  });

  it("leave no parts behind when the store fails in the middle", async () => {
    await open();
    store.failNext(503, 3, "PUT partNumber uploadId");
    await expect(add(largeVideo())).rejects.toThrow("It answered 503 (SlowDown)");
    expect([store.openUploads(), store.objects.size, filesOnDisk()]).toEqual([0, 0, []]);
  });

  it("that were on disk before stay readable", async () => {
    world = await createWorld({ DATA_DIR: directory });
    ctx = world.ctx();
    const { id } = await add(png);
    const moved = { ...world.runtime, env: { ...world.runtime.env, ...settings() } };
    const media = await openMedia(moved, toRef(id));
    expect(Buffer.from(await media.read(1, 4)).toString()).toBe("PNG");
    const after: Ctx = { ...ctx, runtime: moved };
    const fresh = await sharp(png).resize(50).png().toBuffer();
    await addMedia(
      after,
      new Request("http://localhost/", { method: "POST", body: fresh as BodyInit }),
    );
    expect(store.objects.size).toBe(1);
  });
});

it("a store that is only half named stops the start", async () => {
  world = await createWorld();
  const half = { NODE_ENV: "test", DATA_DIR: directory, S3_ENDPOINT: "https://s3.example.com" };
  expect(() => readEnv(half)).toThrow(EnvError);
  expect(() => readEnv(half)).toThrow(
    "Also set: S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY",
  );
});
