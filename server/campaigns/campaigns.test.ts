import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CreateCampaign } from "@/lib/contracts/campaigns";
import { createCampaign } from "@/server/campaigns/create-campaign";
import { deleteCampaign } from "@/server/campaigns/delete-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { listCampaigns } from "@/server/campaigns/list-campaigns";
import { updateCampaign } from "@/server/campaigns/update-campaign";
import type { Ctx } from "@/server/context";
import { variants } from "@/server/db/schema/campaigns";
import { auditLog } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";
import { createVariant } from "@/server/variants/create-variant";
import { deleteVariant, restoreVariant } from "@/server/variants/delete-variant";
import { getVariant } from "@/server/variants/get-variant";
import { listVariants } from "@/server/variants/list-variants";
import { updateVariant } from "@/server/variants/update-variant";

let world: World;
let ctx: Ctx;

beforeEach(async () => {
  world = await createWorld();
  ctx = world.ctx();
});
afterEach(() => world.close());

const input = CreateCampaign.parse({
  name: "Autumn",
  brief: "Launch the autumn coffees.",
  objective: "reach",
  platforms: ["x", "blog"],
});

async function addPost(campaignId: string, values: Partial<typeof posts.$inferInsert> = {}) {
  const account = await addAccount(world);
  const at = new Date("2026-03-04T09:00:00Z");
  const [post] = await ctx.db
    .insert(posts)
    .values({
      workspaceId: world.workspaceId,
      campaignId,
      accountId: account.id,
      platform: "x",
      slotAt: at,
      dueAt: at,
      deadlineAt: at,
      nextAt: at,
      status: "queued",
      idempotencyKey: account.id,
      ...values,
    })
    .returning();
  if (!post) throw new Error("nothing was inserted");
  return post;
}

const statusOf = async (id: string) =>
  (await ctx.db.select().from(posts).where(eq(posts.id, id)))[0]?.status;

const plain = { format: null, title: null, options: {}, media: [] };

describe("campaigns", () => {
  it("starts as a draft with one generation for each platform, audited", async () => {
    const campaign = await createCampaign(ctx, input);
    expect(campaign).toMatchObject({ status: "draft", variantCount: 0, variantsPerPlatform: 3 });
    expect(world.runtime.jobs.sent).toHaveLength(2);
    const audit = await ctx.db.select().from(auditLog);
    expect(audit).toMatchObject([
      { action: "campaign.created", subjectName: "Autumn", actorName: "Ines Moreau" },
    ]);
  });

  it("tells the second of two people who edit, even within one millisecond", async () => {
    const campaign = await createCampaign(ctx, input);
    const saved = await updateCampaign(ctx, campaign.id, {
      name: "First",
      updatedAt: campaign.updatedAt,
    });
    const late = updateCampaign(ctx, campaign.id, {
      name: "Second",
      updatedAt: campaign.updatedAt,
    });
    await expect(late).rejects.toThrow("Someone saved this after you opened it");
    const again = await updateCampaign(ctx, campaign.id, {
      status: "paused",
      updatedAt: saved.updatedAt,
    });
    expect(again).toMatchObject({ name: "First", status: "paused" });
  });

  it("works on rows whose time the database gave", async () => {
    const row = await addCampaign(world);
    const view = await getCampaign(ctx, row.id);
    expect(
      await updateCampaign(ctx, row.id, { name: "New", updatedAt: view.updatedAt }),
    ).toMatchObject({ name: "New" });
  });

  it("cancels what has not gone out when it is deleted, and keeps what has", async () => {
    const campaign = await addCampaign(world);
    const queued = await addPost(campaign.id);
    const published = await addPost(campaign.id, { status: "published" });
    await deleteCampaign(ctx, campaign.id);
    expect([await statusOf(queued.id), await statusOf(published.id)]).toEqual([
      "canceled",
      "published",
    ]);
    await expect(getCampaign(ctx, campaign.id)).rejects.toThrow("no such campaign");
    expect((await listCampaigns(ctx, { limit: 10 })).items).toEqual([]);
  });

  it("pages, newest first", async () => {
    for (const name of ["A", "B", "C"]) await createCampaign(ctx, { ...input, name });
    const first = await listCampaigns(ctx, { limit: 2 });
    const rest = await listCampaigns(ctx, { limit: 2, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...rest.items].map((each) => each.name)).toEqual(["C", "B", "A"]);
    expect(rest.nextCursor).toBeNull();
  });

  it("doesn't know another workspace's ids", async () => {
    const campaign = await addCampaign(world);
    const variant = await addVariant(world, campaign.id);
    const other = await addWorkspace(world.runtime, "Elsewhere");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const edition = campaign.updatedAt.toISOString();
    const attempts = [
      getCampaign(stranger, campaign.id),
      updateCampaign(stranger, campaign.id, { name: "Mine", updatedAt: edition }),
      deleteCampaign(stranger, campaign.id),
      listVariants(stranger, campaign.id),
      createVariant(stranger, campaign.id, {
        platform: "x",
        label: "A",
        ...plain,
        text: "Hi",
      }),
      getVariant(stranger, variant.id),
      updateVariant(stranger, variant.id, { text: "Mine", updatedAt: edition }),
      deleteVariant(stranger, variant.id),
      restoreVariant(stranger, variant.id),
    ];
    const results = await Promise.allSettled(attempts);
    expect(results.map((each) => (each.status === "rejected" ? each.reason.code : "done"))).toEqual(
      attempts.map(() => "not_found"),
    );
  });
});

describe("variants", () => {
  const byHand = {
    platform: "x" as const,
    label: "Mine",
    ...plain,
    text: "Hello from Aarhus.",
  };

  it("keeps a letter for ever: a new one does not take a deleted one's", async () => {
    const campaign = await addCampaign(world);
    const a = await createVariant(ctx, campaign.id, byHand);
    await createVariant(ctx, campaign.id, byHand);
    await deleteVariant(ctx, a.id);
    expect((await createVariant(ctx, campaign.id, byHand)).letter).toBe("C");
    await restoreVariant(ctx, a.id);
    expect((await listVariants(ctx, campaign.id)).map((each) => each.letter)).toEqual([
      "A",
      "B",
      "C",
    ]);
  });

  it("saves a text the platform would refuse and says what is wrong", async () => {
    const campaign = await addCampaign(world, {
      brand: { tone: "", bannedWords: ["best"], maxLength: 30 },
    });
    const variant = await createVariant(ctx, campaign.id, {
      ...byHand,
      text: "The best coffee in all of Aarhus, says Tomas.",
    });
    expect(variant.issues.map((issue) => issue.code).sort()).toEqual([
      "banned_word",
      "text_too_long",
    ]);
    expect(variant).toMatchObject({ length: 45, maxLength: 30, source: "person" });
  });

  it("changes the content hash with the text and not with the label", async () => {
    const campaign = await addCampaign(world);
    const made = await createVariant(ctx, campaign.id, byHand);
    const hash = async () =>
      (await ctx.db.select().from(variants).where(eq(variants.id, made.id)))[0]?.contentHash;
    const before = await hash();
    const renamed = await updateVariant(ctx, made.id, {
      label: "Other",
      updatedAt: made.updatedAt,
    });
    expect(await hash()).toBe(before);
    await updateVariant(ctx, made.id, { text: "Other words.", updatedAt: renamed.updatedAt });
    expect(await hash()).not.toBe(before);
    const late = updateVariant(ctx, made.id, { text: "Too late.", updatedAt: renamed.updatedAt });
    await expect(late).rejects.toThrow("Your text is kept here");
  });

  it("is not deleted while a coming post is pinned to it", async () => {
    const campaign = await addCampaign(world);
    const variant = await createVariant(ctx, campaign.id, byHand);
    const post = await addPost(campaign.id, { pinnedVariantId: variant.id });
    await expect(deleteVariant(ctx, variant.id)).rejects.toThrow("pinned for the post on 4 March");
    await ctx.db.update(posts).set({ status: "published" }).where(eq(posts.id, post.id));
    await deleteVariant(ctx, variant.id);
  });

  it("refuses a platform the campaign doesn't have, and a ninth variant", async () => {
    const campaign = await addCampaign(world);
    await expect(createVariant(ctx, campaign.id, { ...byHand, platform: "blog" })).rejects.toThrow(
      "has no Blog",
    );
    for (let i = 0; i < 8; i++) await addVariant(world, campaign.id, { ordinal: i });
    await expect(createVariant(ctx, campaign.id, byHand)).rejects.toThrow("8 variants compete");
  });
});
