import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CreateVariant, VariantView } from "@/lib/contracts/campaigns";
import { approveVariant } from "@/server/approvals/approve-variant";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { listCheckedVariants } from "@/server/schedules/find-publishable-variants";
import {
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";
import { attachSample, removeMedia, uploadMedia } from "@/server/variants/attach-media";
import { createVariant } from "@/server/variants/create-variant";
import { getVariant } from "@/server/variants/get-variant";
import { updateVariant } from "@/server/variants/update-variant";

let directory: string;
let world: World;
let ctx: Ctx;
let campaignId: string;

beforeEach(async () => {
  directory = mkdtempSync(path.join(os.tmpdir(), "bandwagon-variants-"));
  world = await createWorld({ DATA_DIR: directory });
  ctx = world.ctx();
  campaignId = (await addCampaign(world, { platforms: ["x", "youtube"] })).id;
});
afterEach(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Each name has a colour of its own, since the same bytes would be the same file. */
const toPng = (name: string) => {
  const [r, g, b] = [name.charCodeAt(0), name.length, 90];
  return sharp({ create: { width: 8, height: 8, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer();
};

const given: CreateVariant = {
  platform: "x",
  label: "Mine",
  format: null,
  title: null,
  text: "Hello from Aarhus.",
  options: {},
  media: [],
};

const write = (change: Partial<CreateVariant> = {}) =>
  createVariant(ctx, campaignId, { ...given, ...change });
const upload = async (id: string, name: string, format?: string) =>
  uploadMedia(
    ctx,
    id,
    new Request("http://localhost/", {
      method: "PUT",
      headers: { "x-file-name": name },
      body: (await toPng(name)) as unknown as BodyInit,
    }),
    { format },
  );
const names = ({ media }: VariantView) => media.map(({ fileName }) => fileName);
const codes = ({ issues }: VariantView) => issues.map(({ code }) => code);

describe("a variant's format and options", () => {
  it("are the platform's first and none unless they are chosen", async () => {
    expect(await write()).toMatchObject({ format: "post", formatLabel: "Post", options: {} });
    const options = { choices: "Yes\nNo" };
    const poll = await write({ format: "poll", options });
    expect(poll).toMatchObject({ format: "poll", formatLabel: "Poll", options, issues: [] });
  });

  it("are refused where the platform has none like it", async () => {
    await expect(write({ format: "reel" })).rejects.toThrow("X has no format “reel”");
    await expect(write({ options: { mood: "good" } })).rejects.toThrow("no option “mood”");
  });

  it("say what is missing at the field", async () => {
    expect((await write({ format: "poll" })).issues).toMatchObject([
      { field: "options.choices", severity: "error" },
    ]);
  });

  it("are judged as the platform's adapter will, before anything is planned", async () => {
    const long = "Maybe the washed Nyeri AA from Gatomboya station";
    const poll = await write({ format: "poll", options: { choices: `Yes\n${long}` } });
    expect(poll.issues).toMatchObject([{ field: "options.choices", place: 1, severity: "error" }]);
    const options = { tags: `${"a".repeat(300)}\n${"b".repeat(300)}` };
    const film = await write({ platform: "youtube", title: "A film", options });
    await attachSample(ctx, film.id, {});
    expect(codes(await getVariant(ctx, film.id))).toEqual(["tags_too_long"]);
    const brand = { tone: "", bannedWords: [], maxLength: null };
    const checked = await listCheckedVariants(ctx.db, [{ id: campaignId, brand }]);
    expect(checked.map(({ issues }) => issues.map(({ code }) => code))).toEqual([
      ["option_invalid"],
      ["tags_too_long"],
    ]);
  });

  it("are part of what is approved; naming the first format changes nothing", async () => {
    const { id } = await write();
    const approved = await approveVariant(ctx, id);
    const same = await updateVariant(ctx, id, { format: "post", updatedAt: approved.updatedAt });
    expect(same.approved).toBe(true);
    const thread = await updateVariant(ctx, id, { format: "thread", updatedAt: same.updatedAt });
    expect(thread.approved).toBe(false);
  });

  it("leave a text out only where the platform does without", async () => {
    await expect(write({ text: "" })).rejects.toThrow("Write the text first.");
    const film = await write({ platform: "youtube", title: "A film", text: "" });
    expect(codes(film)).toEqual(["video_required"]);
  });
});

describe("a variant's files", () => {
  it("are added at the end, put in order with their descriptions, and taken out", async () => {
    const { id } = await write();
    await upload(id, "a.png");
    const two = await upload(id, "b.png");
    expect(names(two)).toEqual(["a.png", "b.png"]);
    const turned = two.media
      .map((file) => ({ mediaId: file.id, altText: file.fileName }))
      .reverse();
    const saved = await updateVariant(ctx, id, { media: turned, updatedAt: two.updatedAt });
    expect(saved.media.map(({ altText }) => altText)).toEqual(["b.png", "a.png"]);
    const one = await removeMedia(ctx, id, { mediaId: saved.media[0]?.id });
    expect(names(one)).toEqual(["a.png"]);
  });

  it("all stay when they are sent at once", async () => {
    const { id } = await write();
    await Promise.all(["a.png", "b.png", "c.png"].map((name) => upload(id, name)));
    expect(names(await getVariant(ctx, id)).sort()).toEqual(["a.png", "b.png", "c.png"]);
  });

  it("replace each other where the format takes one, and stop at its most elsewhere", async () => {
    const film = await write({ platform: "youtube", title: "A film" });
    await attachSample(ctx, film.id, {});
    await attachSample(ctx, film.id, { kind: "image" });
    const both = await attachSample(ctx, film.id, {});
    expect([names(both), codes(both)]).toEqual([["sample.mp4", "sample.png"], []]);
    const { id } = await write();
    await expect(upload(id, "a.png", "poll")).rejects.toThrow("“Poll” on X takes no files");
    for (const name of ["a", "b", "c", "d"]) await upload(id, name);
    await expect(upload(id, "e")).rejects.toThrow("“Post” on X takes 4 files. Remove one first.");
  });

  it("begin with the description that was suggested", async () => {
    const mediaAdvice = { kind: "image" as const, aspectRatio: "1:1", show: "", altText: "A cup" };
    const { id } = await addVariant(world, campaignId, { mediaAdvice });
    expect((await upload(id, "a.png")).media[0]?.altText).toBe("A cup");
    expect((await upload(id, "b.png")).media[1]?.altText).toBeNull();
  });

  it("must be this workspace's", async () => {
    const theirs = await addWorkspace(world.runtime, "Elsewhere");
    const stranger = contextFor(world.runtime, theirs.workspaceId, theirs.userId, "owner");
    const { id } = await write();
    const { media, updatedAt } = await upload(id, "a.png");
    const mediaId = media[0]?.id ?? "";
    const other = await addCampaign({ ...world, ...theirs });
    const list = [{ mediaId, altText: null }];
    await expect(createVariant(stranger, other.id, { ...given, media: list })).rejects.toThrow(
      "not in this workspace",
    );
    expect(names(await write({ media: list }))).toEqual(["a.png"]);
    expect(names(await updateVariant(ctx, id, { media: [], updatedAt }))).toEqual([]);
  });

  it("that are gone keep their place and hold the variant back", async () => {
    const { id } = await write();
    await upload(id, "a.png");
    const before = await upload(id, "b.png");
    const { db } = world.runtime.database;
    await db.delete(mediaAssets).where(eq(mediaAssets.id, before.media[0]?.id ?? ""));
    const after = await getVariant(ctx, id);
    expect(after.media).toMatchObject([{ gone: true }, { gone: false, fileName: "b.png" }]);
    expect(after.issues).toContainEqual(expect.objectContaining({ code: "media_gone", place: 0 }));
    await expect(approveVariant(ctx, id)).rejects.toThrow("File 1 is gone");
    const brand = { tone: "", bannedWords: [], maxLength: null };
    const checked = await listCheckedVariants(db, [{ id: campaignId, brand }]);
    expect(checked[0]?.issues.map(({ code }) => code)).toEqual(["media_gone"]);
    const media = after.media.map((file) => ({ mediaId: file.id, altText: file.altText }));
    const kept = await updateVariant(ctx, id, { media, updatedAt: after.updatedAt });
    expect(codes(await removeMedia(ctx, id, { mediaId: kept.media[0]?.id }))).not.toContain(
      "media_gone",
    );
  });
});
