import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { approveVariant, withdrawApproval } from "@/server/approvals/approve-variant";
import { reviewVariants } from "@/server/approvals/review-variants";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { updateCampaign } from "@/server/campaigns/update-campaign";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { holdUnapproved } from "@/server/posts/await-approval";
import type { PostRow } from "@/server/posts/claimed-post";
import { publishNow } from "@/server/posts/publish-now";
import { publishDue } from "@/server/scheduler/publish-due";
import { createFakePlatform } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import { getVariant } from "@/server/variants/get-variant";
import { updateVariant } from "@/server/variants/update-variant";

let world: World;
let campaignId: string;
let id: string;
let post: PostRow;

const db = () => world.runtime.database.db;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await db().update(posts).set({ status: "canceled" });
  campaignId = (await addCampaign(world, { approvalRequired: true })).id;
  const accountId = (await addAccount(world)).id;
  id = (await addVariant(world, campaignId)).id;
  const view = await publishNow(world.ctx(), { campaignId, accountId });
  const [row] = await db().select().from(posts).where(eq(posts.id, view.id));
  if (!row) throw new Error("no post");
  post = row;
});

const read = () => getVariant(world.ctx(), id);
const statusOf = async () =>
  (await db().select({ status: posts.status }).from(posts).where(eq(posts.id, post.id)))[0]?.status;
const edit = (updatedAt: string, text = "Edited.") =>
  updateVariant(world.ctx("editor"), id, { text, updatedAt });
async function publish(): Promise<string[]> {
  const platform = createFakePlatform();
  await publishDue(world.runtime, platform.parts);
  return platform.calls.map((call) => call.draft.text);
}

it("an edit that was first: the approval of what was seen is refused, and nothing goes out", async () => {
  const { updatedAt, contentHash } = await read();
  await edit(updatedAt);
  await expect(approveVariant(world.ctx("reviewer"), id, { updatedAt })).rejects.toMatchObject({
    code: "conflict",
  });
  const items = [{ variantId: id, contentHash }];
  const order = { items, verdict: "approved" as const, comment: null };
  const { results } = await reviewVariants(world.ctx("reviewer"), order);
  expect(results).toMatchObject([{ ok: false, code: "changed" }]);
  expect(await publish()).toEqual([]);
});

it("an approval that was first: the edit takes it along, and nothing goes out", async () => {
  const { updatedAt } = await read();
  await approveVariant(world.ctx("reviewer"), id, { updatedAt });
  expect(await statusOf()).toBe("queued");
  expect(await edit(updatedAt)).toMatchObject({ approved: false });
  expect(await statusOf()).toBe("awaiting_approval");
  expect(await publish()).toEqual([]);
});

it("both at one moment, again and again: what is approved is what was seen, or nothing", async () => {
  for (let round = 0; round < 12; round++) {
    const { updatedAt, contentHash } = await read();
    const items = [{ variantId: id, contentHash }];
    const order = { items, verdict: "approved" as const, comment: null };
    const [edited, answer] = await Promise.all([
      edit(updatedAt, `Round ${round}`),
      reviewVariants(world.ctx("reviewer"), order),
    ]);
    expect(edited.text).toBe(`Round ${round}`);
    expect(["done", "changed"]).toContain(answer.results[0]?.code);
    // Whoever was first, the new words are nobody's yet.
    expect(await read()).toMatchObject({ text: `Round ${round}`, approved: false });
    expect(await statusOf()).toBe("awaiting_approval");
  }
  expect(await publish()).toEqual([]);
});

it("two reviewers at one moment are one after the other", async () => {
  const { contentHash } = await read();
  const say = (verdict: "approved" | "rejected") =>
    reviewVariants(world.ctx("reviewer"), {
      ...{ items: [{ variantId: id, contentHash }], verdict, comment: null },
    });
  await Promise.all([say("approved"), say("rejected"), say("approved"), say("rejected")]);
  const { approved, review } = await read();
  expect(review?.verdict).toBe(approved ? "approved" : "rejected");
  expect(await statusOf()).toBe(approved ? "queued" : "awaiting_approval");
});

it("a withdrawal and a publisher at one moment: it went out before, or not at all", async () => {
  for (let round = 0; round < 6; round++) {
    await approveVariant(world.ctx(), id);
    const [texts] = await Promise.all([publish(), withdrawApproval(world.ctx(), id)]);
    const status = await statusOf();
    expect([status, texts]).toEqual(
      texts.length > 0 ? ["published", ["Text number 1"]] : ["awaiting_approval", []],
    );
    expect(await publish()).toEqual([]);
    if (status === "published") break;
  }
});

it("an edit and a publisher at one moment: what went out was approved, or nothing did", async () => {
  for (let round = 0; round < 6; round++) {
    await approveVariant(world.ctx(), id);
    const { updatedAt, text } = await read();
    const [texts] = await Promise.all([publish(), edit(updatedAt, `After ${round}`)]);
    expect([texts, await statusOf()]).toEqual(
      texts.length > 0 ? [[text], "published"] : [[], "awaiting_approval"],
    );
    expect(await publish()).toEqual([]);
    if (texts.length > 0) break;
  }
});

it("the switch and a publisher at one moment: nothing goes out after it was put on", async () => {
  const { updatedAt } = await getCampaign(world.ctx(), campaignId);
  const off = await updateCampaign(world.ctx(), campaignId, { approvalRequired: false, updatedAt });
  expect(await statusOf()).toBe("queued");
  const on = { approvalRequired: true, updatedAt: off.updatedAt };
  const [texts] = await Promise.all([publish(), updateCampaign(world.ctx(), campaignId, on)]);
  expect(await publish()).toEqual([]);
  expect(await statusOf()).toBe(texts.length > 0 ? "published" : "awaiting_approval");
});

it("an edit under way when a claim takes its last look is seen by it", async () => {
  // One connection can't have two transactions open.
  if (world.runtime.database.kind === "pglite") return;
  await approveVariant(world.ctx(), id);
  const { contentHash, text } = await read();
  const content = { format: "post", title: null, text, media: [], options: {} };
  const row: PostRow = { ...post, status: "queued", variantId: id, content, contentHash };
  let look: Promise<{ open: PostRow[] }> | undefined;
  await db().transaction(async (tx) => {
    await tx.update(variants).set({ contentHash: "edited" }).where(eq(variants.id, id));
    look = db().transaction((other) => holdUnapproved(other, [row], world.runtime.clock.now()));
    for (;;) {
      const { rows } = await tx.execute(sql`select 1 from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`);
      if (rows.length > 0) break;
    }
  });
  expect((await look)?.open).toEqual([]);
  expect(await statusOf()).toBe("awaiting_approval");
});
