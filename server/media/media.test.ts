import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "@/server/context";
import { mediaPath } from "@/server/media/media-path";
import { openMedia } from "@/server/media/open-media";
import { readMedia } from "@/server/media/read-media";
import { readPublicMedia } from "@/server/media/read-public-media";
import { parseRange } from "@/server/media/send-media";
import {
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";
import { attachSample, removeMedia, uploadMedia } from "@/server/variants/attach-media";

let directory: string;
let world: World;
let ctx: Ctx;

beforeEach(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "bandwagon-media-"));
  world = await createWorld({ DATA_DIR: directory });
  ctx = world.ctx();
});
afterEach(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

const png = readFileSync("public/samples/sample.png");

async function addFor(platform: string): Promise<string> {
  const campaign = await addCampaign(world, { platforms: [platform] });
  return (await addVariant(world, campaign.id, { platform })).id;
}

function upload(id: string, body: Uint8Array | string, name = "photo.png") {
  const headers = { "x-file-name": encodeURIComponent(name) };
  return uploadMedia(
    ctx,
    id,
    new Request("http://localhost/", { method: "PUT", headers, body: body as BodyInit }),
  );
}

function filesOnDisk(): string[] {
  const all = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return all.filter(
    (name) => name.startsWith("media") && statSync(path.join(directory, name)).isFile(),
  );
}

describe("media of a variant", () => {
  it("is stored by its content, read back whole and in ranges, and opened for publishing", async () => {
    const id = await addFor("x");
    const { media } = await upload(id, png, "../../Sommerfoto æ.jpg");
    expect(media).toMatchObject([
      {
        kind: "image",
        mimeType: "image/png",
        bytes: png.length,
        fileName: "Sommerfoto æ.jpg",
      },
    ]);
    const mediaId = media[0]?.id ?? "";
    const whole = await readMedia(ctx, mediaId, null);
    expect(Buffer.from(await whole.arrayBuffer()).equals(png)).toBe(true);
    expect(whole.headers.get("x-content-type-options")).toBe("nosniff");
    expect(whole.headers.get("content-security-policy")).toContain("sandbox");
    const part = await readMedia(ctx, mediaId, "bytes=1-3");
    expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([
      206,
      "PNG",
      `bytes 1-3/${png.length}`,
    ]);
    const opened = await openMedia(world.runtime, {
      ...{ workspaceId: world.workspaceId, mediaId, altText: "A hill" },
    });
    expect(Buffer.from(await opened.read(1, 4)).toString()).toBe("PNG");
    expect(opened).toMatchObject({ altText: "A hill", bytes: png.length });
    expect(opened).toMatchObject({ width: 1200, height: 675, durationMs: null });
    expect((await removeMedia(ctx, id)).media).toEqual([]);
  });

  it.each([
    [
      "an SVG that calls itself PNG",
      '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
      "not an image, video or document",
    ],
    ["HTML", "<!doctype html><script>alert(1)</script>", "not an image, video or document"],
    ["nothing", "", "empty"],
  ])("refuses %s and leaves nothing behind", async (_name, body, message) => {
    const id = await addFor("x");
    await expect(upload(id, body)).rejects.toThrow(message);
    expect(filesOnDisk()).toEqual([]);
  });

  it("refuses what the platform takes none of, and a video that is too large as it streams", async () => {
    const id = await addFor("x");
    await expect(upload(id, "%PDF-1.7 and more")).rejects.toThrow(
      "X takes no document here. Upload an image.",
    );
    const film = await addFor("instagram");
    const large = new Uint8Array(2 * 1024 * 1024);
    large.set(readFileSync("public/samples/sample.mp4").subarray(0, 64));
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(large) });
    const request = { method: "PUT", body: endless, duplex: "half" } as RequestInit;
    await expect(uploadMedia(ctx, film, new Request("http://localhost/", request))).rejects.toThrow(
      "This video is larger than Instagram allows. Keep it under 300 MB.",
    );
    expect(filesOnDisk()).toEqual([]);
  });

  it("takes an image the platform can't use as it is, and says what mends it", async () => {
    const { issues, media } = await upload(await addFor("instagram"), png);
    expect(media).toMatchObject([{ mimeType: "image/png", width: 1200, height: 675 }]);
    const maxBytes = 8 * 1024 * 1024;
    expect(issues.filter(({ severity }) => severity === "error")).toEqual([
      {
        ...{ code: "media_type", severity: "error", field: "media" },
        message: "Instagram can't use PNG. Convert it to JPEG.",
        fix: { kind: "convert", mimeType: "image/jpeg", maxBytes },
      },
    ]);
  });

  it("attaches our own clip where a video is needed, which mends the issue", async () => {
    const id = await addFor("youtube");
    const variant = await attachSample(ctx, id, {});
    expect(variant.media).toMatchObject([
      {
        ...{ kind: "video", mimeType: "video/mp4", fileName: "sample.mp4" },
        ...{ width: 640, height: 360, durationMs: 6000 },
      },
    ]);
    expect(variant.issues.map((issue) => issue.code)).not.toContain("video_required");
  });

  it("is fetched by its signed link without a session, and by no other", async () => {
    const { media } = await upload(await addFor("x"), png);
    const id = media[0]?.id ?? "";
    const ref = { workspaceId: world.workspaceId, mediaId: id, altText: null };
    const opened = await openMedia(world.runtime, ref);
    const again = await openMedia(world.runtime, ref);
    expect(again.publicUrl).toBe(opened.publicUrl);
    const signature = new URL(opened.publicUrl ?? "").pathname.split("/").at(-1) ?? "";
    const fetched = await readPublicMedia(world.runtime, { id, signature }, null);
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(png);
    expect(fetched.headers.get("content-security-policy")).toContain("sandbox");
    const forged = `${signature.slice(0, -1)}${signature.endsWith("A") ? "B" : "A"}`;
    const refused = await readPublicMedia(world.runtime, { id, signature: forged }, null);
    expect(refused.status).toBe(404);
    const strange = await readPublicMedia(world.runtime, { id: "../etc", signature }, null);
    expect(strange.status).toBe(404);
  });

  it("is unknown in another workspace", async () => {
    const { media } = await upload(await addFor("x"), png);
    const other = await addWorkspace(world.runtime, "Elsewhere");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    await expect(readMedia(stranger, media[0]?.id ?? "", null)).rejects.toThrow("no such file");
  });
});

describe("parseRange", () => {
  it.each([
    ["bytes=0-", { start: 0, end: 99 }],
    ["bytes=-10", { start: 90, end: 99 }],
    ["bytes=90-200", { start: 90, end: 99 }],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=5-2", "unsatisfiable"],
    ["bytes=0-1,5-6", null],
    ["lines=1-2", null],
    [null, null],
  ])("%s", (header, expected) => {
    expect(parseRange(header, 100)).toEqual(expected);
  });
});

describe("mediaPath", () => {
  it("never leaves its folder", () => {
    expect(() => mediaPath("/data", "../secrets/key")).toThrow();
    expect(() => mediaPath("/data", "/etc/passwd")).toThrow();
  });
});
