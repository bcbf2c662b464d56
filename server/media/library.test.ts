import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ListMedia } from "@/lib/contracts/media";
import type { Ctx } from "@/server/context";
import { mediaAssets, variants } from "@/server/db/schema/campaigns";
import { auditLog } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { addMedia } from "@/server/media/add-media";
import { deleteMedia } from "@/server/media/delete-media";
import { whyUnreachable } from "@/server/media/find-reach-problem";
import { getMediaSummary } from "@/server/media/get-media-summary";
import { importMedia } from "@/server/media/import-media";
import { listMedia } from "@/server/media/list-media";
import { listUses } from "@/server/media/list-uses";
import { QUOTA_BYTES } from "@/server/media/quota";
import { updateMedia } from "@/server/media/update-media";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";
import { attachAssets } from "@/server/variants/attach-media";

let directory: string;
let world: World;
let ctx: Ctx;

beforeEach(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "bandwagon-library-"));
  world = await createWorld({ DATA_DIR: directory });
  ctx = world.ctx();
});
afterEach(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

const toPng = (shade: number) =>
  sharp({ create: { width: 20, height: 10, channels: 3, background: { r: shade, g: 9, b: 9 } } })
    .png()
    .toBuffer();

async function add(name: string, shade = name.length, at: Ctx = ctx) {
  const headers = { "x-file-name": encodeURIComponent(name) };
  const body = (await toPng(shade)) as unknown as BodyInit;
  return addMedia(at, new Request("http://localhost/", { method: "POST", headers, body }));
}

const list = async (query: Partial<ListMedia> = {}) =>
  listMedia(ctx, { q: "", limit: 50, ...query });
const names = async (query: Partial<ListMedia> = {}) =>
  (await list(query)).items.map(({ fileName }) => fileName);

const storedFiles = () =>
  readdirSync(directory, { recursive: true, encoding: "utf8" }).filter(
    (name) => /^media.[0-9a-f]{2}./.test(name) && statSync(path.join(directory, name)).isFile(),
  );

async function addPost(mediaId: string, status: "published" | "pending") {
  const account = await addAccount(world, { externalId: status });
  const slot = new Date("2026-03-04T09:00:00Z");
  const media = [{ mediaId, altText: null }];
  await world.runtime.database.db.insert(posts).values({
    ...{ workspaceId: world.workspaceId, accountId: account.id, platform: "x", status },
    ...{ slotAt: slot, dueAt: slot, nextAt: slot, deadlineAt: slot, idempotencyKey: status },
    content: { format: null, title: null, text: "Hi", media, options: {} },
  });
}

describe("the library", () => {
  it("lists the newest first, by name, by kind and page by page", async () => {
    for (const [shade, name] of ["hill.png", "cup.png", "Hillside 50%.png"].entries())
      await add(name, shade);
    const video = readFileSync("public/samples/sample.mp4");
    await addMedia(ctx, new Request("http://localhost/", { method: "POST", body: video }));
    expect(await names()).toEqual(["media.mp4", "Hillside 50%.png", "cup.png", "hill.png"]);
    expect(await names({ q: "HILL" })).toEqual(["Hillside 50%.png", "hill.png"]);
    expect(await names({ q: "0%" })).toEqual(["Hillside 50%.png"]);
    expect(await names({ kind: "video" })).toEqual(["media.mp4"]);
    const { nextCursor } = await list({ limit: 3 });
    expect(await names({ limit: 3, cursor: nextCursor ?? "" })).toEqual(["hill.png"]);
  });

  it("keeps the same bytes once, also when they come twice at once", async () => {
    const [one, two] = await Promise.all([add("a.png", 1), add("b.png", 1)]);
    expect(one.id).toBe(two.id);
    expect((await add("c.png", 1)).id).toBe(one.id);
    expect(storedFiles()).toHaveLength(1);
    const other = await addWorkspace(world.runtime, "Elsewhere");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    expect((await add("d.png", 1, stranger)).id).not.toBe(one.id);
    expect(await names()).toHaveLength(1);
  });

  it("says what it holds, and refuses more than there is room for", async () => {
    const { id, bytes } = await add("a.png");
    expect(await getMediaSummary(ctx)).toMatchObject({ files: 1, bytes, quotaBytes: QUOTA_BYTES });
    const { db } = world.runtime.database;
    await db
      .update(mediaAssets)
      .set({ bytes: QUOTA_BYTES - 10 })
      .where(eq(mediaAssets.id, id));
    await expect(add("b.png", 200)).rejects.toThrow("library is full: 0 MB of 5 GB are left");
    expect(storedFiles()).toHaveLength(1);
  });

  it("takes no more of a file than there is room for, whatever was declared", async () => {
    const first = await add("one.png");
    await world.runtime.database.db
      .update(mediaAssets)
      .set({ bytes: QUOTA_BYTES - 100_000 })
      .where(eq(mediaAssets.id, first.id));
    let sent = 0;
    const head = new Uint8Array(await toPng(77));
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(sent === 1 ? head : new Uint8Array(50_000));
      },
    });
    const endless = { method: "POST", body, duplex: "half" } as RequestInit;
    const request = new Request("http://localhost/", endless);
    await expect(addMedia(ctx, request)).rejects.toThrow(/library is full: 0 MB of 5 GB/);
    expect(sent).toBeLessThan(8);
  });

  it("takes four files at once and no more", async () => {
    const waiting = Array.from({ length: 4 }, () => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const init = { method: "POST", body: readable, duplex: "half" } as RequestInit;
      return {
        writer: writable.getWriter(),
        added: addMedia(ctx, new Request("http://localhost/", init)),
      };
    });
    await expect(add("five.png")).rejects.toThrow(/4 files are coming in already/);
    const png = new Uint8Array(await toPng(5));
    await Promise.all(
      waiting.map(async ({ writer }) => {
        await writer.write(png);
        await writer.close();
      }),
    );
    await Promise.all(waiting.map(({ added }) => added));
    expect((await add("five.png")).fileName).toBe("five.png");
  });

  it("keeps name and description, which a variant begins with", async () => {
    const { id } = await add("a.png");
    const changed = await updateMedia(ctx, id, { fileName: "../cup.png", altText: " A cup " });
    expect(changed).toMatchObject({ fileName: "cup.png", altText: " A cup " });
    const campaign = await addCampaign(world);
    const variant = await addVariant(world, campaign.id);
    const { media } = await attachAssets(ctx, variant.id, { mediaIds: [id] });
    expect(media).toMatchObject([{ id, altText: " A cup " }]);
  });

  it("writes down who added, changed and deleted", async () => {
    const { id } = await add("a.png");
    await updateMedia(ctx, id, { altText: "A" });
    await deleteMedia(ctx, id);
    const rows = await world.runtime.database.db.select().from(auditLog).orderBy(auditLog.id);
    expect(rows.map(({ action }) => action)).toEqual([
      "media.added",
      "media.changed",
      "media.deleted",
    ]);
  });
});

describe("deleting a file", () => {
  it("is refused while a variant has it, and removes the bytes afterwards", async () => {
    const { id } = await add("cup.png");
    const campaign = await addCampaign(world, { name: "Autumn" });
    const variant = await addVariant(world, campaign.id, {
      media: [{ mediaId: id, altText: null }],
    });
    await addVariant(world, campaign.id, { ordinal: 1, media: [{ mediaId: id, altText: null }] });
    expect((await list()).items[0]?.uses).toEqual({ variants: 2, posts: 0 });
    expect((await listUses(ctx, id)).variants).toMatchObject([
      { letter: "A", platform: "x", campaignName: "Autumn" },
      { letter: "B" },
    ]);
    await expect(deleteMedia(ctx, id)).rejects.toThrow(
      "cup.png is used by variant A for X of Autumn and 1 more. Take it out there first.",
    );
    expect(storedFiles()).toHaveLength(1);
    const { db } = world.runtime.database;
    await db.update(variants).set({ media: [] }).where(eq(variants.campaignId, variant.campaignId));
    await deleteMedia(ctx, id);
    expect([await names(), storedFiles()]).toEqual([[], []]);
  });

  it("waits for posts that still go out, not for those that are out", async () => {
    const { id } = await add("cup.png");
    await addPost(id, "published");
    await addPost(id, "pending");
    expect((await listUses(ctx, id)).posts.map(({ open }) => open).sort()).toEqual([false, true]);
    await expect(deleteMedia(ctx, id)).rejects.toThrow("a post for X that is not out yet");
    const { db } = world.runtime.database;
    await db.update(posts).set({ status: "published" }).where(eq(posts.status, "pending"));
    await deleteMedia(ctx, id);
    expect(await names()).toEqual([]);
  });
});

describe("files of the library in a variant", () => {
  it("come at the end once each, and take another's place with its description", async () => {
    const [a, b, c] = [await add("a.png", 1), await add("b.png", 2), await add("c.png", 3)];
    const campaign = await addCampaign(world);
    const media = [{ mediaId: a.id, altText: "A hill" }];
    const { id } = await addVariant(world, campaign.id, { media });
    const both = await attachAssets(ctx, id, { mediaIds: [b.id, a.id] });
    expect(both.media.map((file) => file.id)).toEqual([a.id, b.id]);
    const swapped = await attachAssets(ctx, id, { mediaIds: [c.id], replaces: a.id });
    expect(swapped.media).toMatchObject([
      { id: c.id, altText: "A hill" },
      { id: b.id, altText: null },
    ]);
  });

  it("must be this workspace's", async () => {
    const other = await addWorkspace(world.runtime, "Elsewhere");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const theirs = await add("a.png", 1, stranger);
    const { id } = await addVariant(world, (await addCampaign(world)).id);
    await expect(attachAssets(ctx, id, { mediaIds: [theirs.id] })).rejects.toThrow("no such file");
  });
});

describe("a file by its address", () => {
  it("is fetched, named after the address and judged by its content", async () => {
    const png = await toPng(77);
    const server = createServer((request, response) => {
      if (request.url === "/old.png") response.writeHead(302, { location: "/my%20cup.png" }).end();
      else if (request.url === "/page.png") response.end("<!doctype html>");
      else if (request.url === "/secret.png") response.writeHead(403).end();
      else response.end(png);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const item = await importMedia(ctx, { url: `${base}/my%20cup.png?size=large` });
      expect(item).toMatchObject({ fileName: "my cup.png", mimeType: "image/png", width: 20 });
      expect((await importMedia(ctx, { url: `${base}/old.png` })).id).toBe(item.id);
      await expect(importMedia(ctx, { url: `${base}/page.png` })).rejects.toThrow("not an image");
      await expect(importMedia(ctx, { url: `${base}/secret.png` })).rejects.toThrow("signed in");
    } finally {
      server.close();
    }
  });

  it("says what is wrong with the address itself", async () => {
    await expect(importMedia(ctx, { url: "cup.png" })).rejects.toThrow("Only http and https");
    await expect(importMedia(ctx, { url: "https://10.0.0.1/a.png" })).rejects.toThrow(
      "inside a private network",
    );
  });
});

describe("the warning that platforms can't fetch", () => {
  it.each([
    ["http://localhost:3000", "localhost is this machine only"],
    ["http://127.0.0.1:3000", "127.0.0.1 is this machine only"],
    ["https://[::1]", "::1 is this machine only"],
    ["https://10.1.2.3", "10.1.2.3 is an address inside a private network"],
    ["https://nas.local", "nas.local is an address inside a private network"],
    ["https://bandwagon", "bandwagon is an address inside a private network"],
    ["http://post.example.com", "post.example.com is given without https"],
    ["https://post.example.com", null],
    ["https://8.8.8.8", null],
  ])("%s", (url, reason) => expect(whyUnreachable(url)).toBe(reason));

  it("names the connected platforms that fetch, but not the sandbox's", async () => {
    await addAccount(world, { platform: "instagram", sandbox: true });
    await addAccount(world, { platform: "x", sandbox: false });
    expect((await getMediaSummary(ctx)).unreachable).toBeNull();
    await addAccount(world, { platform: "instagram", sandbox: false });
    expect((await getMediaSummary(ctx)).unreachable).toEqual({
      reason: "localhost is this machine only",
      platforms: ["Instagram"],
    });
  });
});
