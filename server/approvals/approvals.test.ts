import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ApprovalQuery } from "@/lib/contracts/approvals";
import type { ReviewVerdict } from "@/lib/contracts/reviews";
import { approveVariant, withdrawApproval } from "@/server/approvals/approve-variant";
import { listApprovals } from "@/server/approvals/list-approvals";
import { readApprovalsShown } from "@/server/approvals/read-approvals-shown";
import { reviewVariants } from "@/server/approvals/review-variants";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { updateCampaign } from "@/server/campaigns/update-campaign";
import { auditLog, events } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { variantReviews } from "@/server/db/schema/reviews";
import { holdUnapproved } from "@/server/posts/await-approval";
import type { PostRow } from "@/server/posts/claimed-post";
import { publishNow } from "@/server/posts/publish-now";
import { publishDue } from "@/server/scheduler/publish-due";
import { tick } from "@/server/scheduler/tick";
import { createSchedule } from "@/server/schedules/create-schedule";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";
import { deleteVariant } from "@/server/variants/delete-variant";
import { getVariant } from "@/server/variants/get-variant";
import { updateVariant } from "@/server/variants/update-variant";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

let world: World;
let campaignId: string;
let accountId: string;
let a: string;
let b: string;

const db = () => world.runtime.database.db;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Each test has a campaign, an account and two variants of its own in the one workspace. */
beforeEach(async () => {
  await db().update(posts).set({ status: "canceled" });
  await updateWorkspace(world.ctx(), { settings: { approvalRequired: false } });
  campaignId = (await addCampaign(world, { approvalRequired: true })).id;
  accountId = (await addAccount(world)).id;
  a = (await addVariant(world, campaignId, { ordinal: 0 })).id;
  b = (await addVariant(world, campaignId, { ordinal: 1 })).id;
});

const view = (id: string) => getVariant(world.ctx(), id);
const edit = async (id: string, text: string) =>
  updateVariant(world.ctx(), id, { text, updatedAt: (await view(id)).updatedAt });
const setRequired = async (approvalRequired: boolean) => {
  const { updatedAt } = await getCampaign(world.ctx(), campaignId);
  return updateCampaign(world.ctx(), campaignId, { approvalRequired, updatedAt });
};
async function review(id: string, verdict: ReviewVerdict, comment: string | null = null) {
  const { contentHash } = await view(id);
  const items = [{ variantId: id, contentHash }];
  const { results } = await reviewVariants(world.ctx("reviewer"), { items, verdict, comment });
  return results[0];
}
const post = (variantId?: string) =>
  publishNow(world.ctx(), { campaignId, accountId, ...(variantId ? { variantId } : {}) });
async function rowOf(id: string): Promise<PostRow> {
  const [row] = await db().select().from(posts).where(eq(posts.id, id));
  if (!row) throw new Error("no post");
  return row;
}
const statusOf = async (id: string) => (await rowOf(id)).status;
async function publish(...answers: Parameters<typeof createFakePlatform>) {
  const platform = createFakePlatform(...answers);
  await publishDue(world.runtime, platform.parts);
  return platform.calls.map((call) => call.draft.text);
}
const queue = async (query: object = {}) =>
  listApprovals(world.ctx(), ApprovalQuery.parse({ campaignId, ...query }));

describe("where approval is asked", () => {
  it("is by the campaign's switch or the workspace's", async () => {
    expect(await getCampaign(world.ctx(), campaignId)).toMatchObject({
      ...{ approvalRequired: true, needsApproval: true },
    });
    const off = await setRequired(false);
    expect(off).toMatchObject({ approvalRequired: false, needsApproval: false });
    await updateWorkspace(world.ctx(), { settings: { approvalRequired: true } });
    expect(await getCampaign(world.ctx(), campaignId)).toMatchObject({
      ...{ approvalRequired: false, needsApproval: true },
    });
    expect((await post()).status).toBe("awaiting_approval");
  });

  it("plans slots that wait, unless something is approved already", async () => {
    const when = { kind: "once" as const, runAt: "2026-03-20T10:00:00Z" };
    const schedule = { campaignId, accountIds: [accountId], when, timeZone: "UTC" };
    const [waiting] = await createSchedule(world.ctx(), schedule);
    await approveVariant(world.ctx(), a);
    const other = (await addAccount(world)).id;
    const [ready] = await createSchedule(world.ctx(), { ...schedule, accountIds: [other] });
    const rows = await db().select().from(posts).where(eq(posts.campaignId, campaignId));
    const status = (id: string | undefined) => rows.find((row) => row.scheduleId === id)?.status;
    expect(status(ready?.id)).toBe("queued");
    // It was released by the approval itself, with no tick in between.
    expect(
      await db()
        .select()
        .from(posts)
        .where(eq(posts.scheduleId, waiting?.id ?? "")),
    ).toMatchObject([{ status: "queued" }]);
  });

  it("is switched on for what is queued, and off again", async () => {
    await setRequired(false);
    const { id, status } = await post();
    expect(status).toBe("queued");
    await setRequired(true);
    expect(await rowOf(id)).toMatchObject({
      ...{ status: "awaiting_approval", problemCode: "approval_missing" },
    });
    await setRequired(false);
    expect(await rowOf(id)).toMatchObject({ status: "queued", problem: null });
    await updateWorkspace(world.ctx(), { settings: { approvalRequired: true } });
    expect(await statusOf(id)).toBe("awaiting_approval");
  });
});

describe("a post", () => {
  it("goes out at once with what is approved, and with nothing else", async () => {
    const { id } = await post();
    expect(await publish()).toEqual([]);
    await approveVariant(world.ctx("reviewer"), b);
    expect(await statusOf(id)).toBe("queued");
    expect(await publish()).toEqual(["Text number 2"]);
  });

  it("waits again when the approval is taken back, voided by an edit, or its variant deleted", async () => {
    const { id } = await post();
    for (const undo of [
      () => withdrawApproval(world.ctx(), a),
      () => edit(a, "Edited."),
      () => review(a, "changes_requested", "Shorter, please."),
      () => review(a, "rejected"),
      () => deleteVariant(world.ctx(), a),
    ]) {
      await review(a, "approved");
      expect(await statusOf(id)).toBe("queued");
      await undo();
      expect(await statusOf(id)).toBe("awaiting_approval");
      expect(await publish()).toEqual([]);
    }
  });

  it("that is pinned waits for its own variant", async () => {
    const { id } = await post(a);
    await approveVariant(world.ctx(), b);
    expect(await statusOf(id)).toBe("awaiting_approval");
    await approveVariant(world.ctx(), a);
    expect(await publish()).toEqual(["Text number 1"]);
  });

  it("may be approved late within its deadline, and fails after it with words", async () => {
    const first = await post();
    world.runtime.clock.advance(5 * 3_600_000);
    await approveVariant(world.ctx(), a);
    expect(await publish()).toEqual(["Text number 1"]);
    await withdrawApproval(world.ctx(), a);
    const late = await post();
    world.runtime.clock.advance(7 * 3_600_000);
    await approveVariant(world.ctx(), a);
    expect(await statusOf(late.id)).toBe("awaiting_approval");
    await tick(world.runtime);
    expect(await publish()).toEqual([]);
    expect(await rowOf(late.id)).toMatchObject({ status: "failed", problemCode: "too_late" });
    expect((await rowOf(late.id)).problem).toMatch(/approved it in time/);
    expect(await statusOf(first.id)).toBe("published");
  });

  it("never gets rejected content, also where approval is not asked", async () => {
    await setRequired(false);
    await review(a, "rejected", "Off brand.");
    await post();
    expect(await publish()).toEqual(["Text number 2"]);
    await expect(post(a)).rejects.toThrow("A reviewer rejected it");
    world.runtime.clock.advance(1000);
    const { id } = await post();
    await review(b, "rejected");
    expect(await publish()).toEqual([]);
    await edit(b, "Better words.");
    world.runtime.clock.advance(60_000);
    expect(await publish()).toEqual(["Better words."]);
    expect(await statusOf(id)).toBe("published");
  });
});

describe("the last look before a claim takes posts", () => {
  const look = (rows: PostRow[]) =>
    db().transaction((tx) => holdUnapproved(tx, rows, world.runtime.clock.now()));
  const chosen = async (id: string, variantId: string): Promise<PostRow> => {
    const { text, contentHash } = await view(variantId);
    const content = { format: "post", title: null, text, media: [], options: {} };
    return { ...(await rowOf(id)), variantId, content, contentHash };
  };
  const freeze = async (row: PostRow, receipt: unknown = null) => {
    const { id, variantId, content, contentHash } = row;
    const frozen = { variantId, content, contentHash, receipt, attempt: 1 };
    await db().update(posts).set(frozen).where(eq(posts.id, id));
    return rowOf(id);
  };

  it("finds an edit between the choice and the claim", async () => {
    await approveVariant(world.ctx(), a);
    const { id } = await post();
    const row = await chosen(id, a);
    expect((await look([row])).open).toEqual([row]);
    await edit(a, "Slipped in.");
    await db().update(posts).set({ status: "queued" }).where(eq(posts.id, id));
    const { open, facts } = await look([row]);
    expect(open).toEqual([]);
    expect(facts).toMatchObject([{ event: { data: { status: "awaiting_approval" } } }]);
    await setRequired(false);
    // Nobody asks now, but the words are another's still: the next look chooses anew.
    expect(await look([row])).toMatchObject({ open: [], facts: [] });
    expect(await statusOf(id)).toBe("queued");
  });

  it("lets a retry say only what is still approved", async () => {
    await approveVariant(world.ctx(), a);
    const { id } = await post();
    const row = await freeze(await chosen(id, a));
    expect((await look([row])).open).toEqual([row]);
    const untouched = await view(a);
    await edit(a, "Other words.");
    // Nothing of it can be on the platform: it lets its words go and waits.
    expect(await rowOf(id)).toMatchObject({ status: "awaiting_approval", content: null });
    await db().update(posts).set({ status: "queued" }).where(eq(posts.id, id));
    const tried = await freeze(row, { stage: "creating" });
    expect((await look([tried])).open).toEqual([]);
    expect(await rowOf(id)).toMatchObject({
      status: "awaiting_approval",
      contentHash: row.contentHash,
    });
    await approveVariant(world.ctx(), a);
    await approveVariant(world.ctx(), b);
    expect(await statusOf(id)).toBe("awaiting_approval");
    expect(untouched.approved).toBe(true);
  });

  it("sends nothing again that was rejected after the first try", async () => {
    await setRequired(false);
    const { id } = await post();
    const row = await freeze(await chosen(id, a));
    await review(a, "rejected");
    expect((await look([row])).open).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ status: "queued", content: null });
    const tried = await freeze(row, { stage: "creating" });
    expect((await look([tried])).open).toEqual([]);
    expect(await statusOf(id)).toBe("awaiting_approval");
    await tick(world.runtime);
    expect(await statusOf(id)).toBe("awaiting_approval");
  });

  it("asks content given with the request for its own approval", async () => {
    await approveVariant(world.ctx(), a);
    const { id } = await post();
    const row = await freeze(await chosen(id, a));
    await db().update(posts).set({ ownContent: true, variantId: null }).where(eq(posts.id, id));
    expect((await look([{ ...row, ownContent: true, variantId: null }])).open).toEqual([]);
    expect(await rowOf(id)).toMatchObject({ status: "awaiting_approval", content: row.content });
    const approved = { ownContent: true, variantId: null, approvedHash: row.contentHash };
    await db()
      .update(posts)
      .set({ ...approved, status: "queued" })
      .where(eq(posts.id, id));
    expect((await look([{ ...row, ...approved }])).open).toHaveLength(1);
  });
});

describe("reviews", () => {
  it("keep each verdict with its content, also when somebody goes back to it", async () => {
    const original = (await view(a)).text;
    await edit(a, original);
    await review(a, "rejected", "Too loud.");
    expect(await view(a)).toMatchObject({
      approved: false,
      review: { verdict: "rejected", comment: "Too loud.", by: "Ines Moreau", byLink: false },
      lastReview: null,
    });
    await edit(a, "Quieter.");
    expect(await view(a)).toMatchObject({
      review: null,
      lastReview: { verdict: "rejected", comment: "Too loud." },
    });
    await review(a, "approved");
    await edit(a, original);
    expect(await view(a)).toMatchObject({ approved: false, review: { verdict: "rejected" } });
    await edit(a, "Quieter.");
    expect(await view(a)).toMatchObject({ approved: true, review: { verdict: "approved" } });
    const rows = await db()
      .select()
      .from(variantReviews)
      .where(eq(variantReviews.variantId, a))
      .orderBy(asc(variantReviews.nth));
    expect(rows.map((row) => [row.nth, row.verdict, row.content.text])).toEqual([
      [1, "rejected", original],
      [2, "approved", "Quieter."],
    ]);
  });

  it("are decided one by one in bulk", async () => {
    const elsewhere = await addWorkspace(world.runtime, "Elsewhere");
    const stranger = contextFor(world.runtime, elsewhere.workspaceId, elsewhere.userId, "owner");
    const long = await edit(b, "long ".repeat(80));
    const { contentHash } = await view(a);
    const items = [
      { variantId: b, contentHash: long.contentHash },
      { variantId: a, contentHash: "seen long ago" },
      { variantId: accountId, contentHash },
      { variantId: a, contentHash },
      { variantId: a, contentHash },
    ];
    const order = { items, verdict: "approved" as const, comment: null };
    expect((await reviewVariants(stranger, order)).results.map(({ code }) => code)).toEqual(
      Array(5).fill("not_found"),
    );
    const { results } = await reviewVariants(world.ctx("reviewer"), order);
    expect(results.map(({ ok, code }) => [ok, code])).toEqual([
      [false, "errors"],
      [false, "changed"],
      [false, "not_found"],
      [true, "done"],
      [true, "unchanged"],
    ]);
    expect(results[1]?.message).toContain("Read it again");
    const told = await db().select().from(events).where(eq(events.name, "variant.reviewed"));
    expect(told.at(-1)?.data).toMatchObject({
      ...{ variantId: a, campaignId, verdict: "approved", byName: "Ines Moreau" },
    });
    const [entry] = await db()
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, a), eq(auditLog.action, "variant.approved")));
    expect(entry).toMatchObject({ actorName: "Ines Moreau", after: { text: "Text number 1" } });
  });
});

describe("the queue", () => {
  it("shows what waits, the most pressing first, with what changed since the last verdict", async () => {
    await post(b);
    await review(a, "changes_requested", "Shorter, please.");
    const asked = await queue({ state: "changes_requested" });
    expect(asked.items).toMatchObject([
      { variant: { id: a, review: { comment: "Shorter, please." } }, waitingPosts: 0 },
    ]);
    await edit(a, "Short.");
    const { items, nextCursor } = await queue();
    expect(nextCursor).toBeNull();
    expect(items).toMatchObject([
      { variant: { id: b }, state: "waiting", waitingPosts: 1, previous: null, editedBy: null },
      {
        variant: { id: a, text: "Short." },
        earliest: null,
        previous: { text: "Text number 1", verdict: "changes_requested" },
        editedBy: "Ines Moreau",
      },
    ]);
    const { dueAt, deadlineAt } = items[0]?.earliest ?? { dueAt: "", deadlineAt: "" };
    expect(Date.parse(deadlineAt) - Date.parse(dueAt)).toBe(6 * 3_600_000);
    const page = await queue({ limit: 1 });
    const rest = await queue({ limit: 1, cursor: page.nextCursor ?? "" });
    expect([...page.items, ...rest.items].map((item) => item.variant.id)).toEqual([b, a]);
    const strange = queue({ cursor: "page-two" });
    await expect(strange).rejects.toMatchObject({ code: "invalid" });
    expect(await queue({ platform: "youtube" })).toMatchObject({ items: [] });
    await setRequired(false);
    expect((await queue()).items).toEqual([]);
  });

  it("says how many posts with a text of their own wait beside it", async () => {
    const { id } = await post();
    expect(await queue()).toMatchObject({ ownPosts: 0 });
    await db().update(posts).set({ ownContent: true }).where(eq(posts.id, id));
    const { items, ownPosts } = await queue();
    expect({ waiting: items.map((item) => item.waitingPosts), ownPosts }).toEqual({
      ...{ waiting: [0, 0], ownPosts: 1 },
    });
  });

  it("is one workspace's", async () => {
    const elsewhere = await addWorkspace(world.runtime, "Elsewhere");
    const stranger = contextFor(world.runtime, elsewhere.workspaceId, elsewhere.userId, "owner");
    const page = await listApprovals(stranger, ApprovalQuery.parse({}));
    expect(page).toMatchObject({ items: [], counts: { waiting: 0, approved: 0 }, ownPosts: 0 });
  });
});

it("is shown where approval is asked, by the workspace or by a living campaign", async () => {
  const { workspaceId, userId } = await addWorkspace(world.runtime, "Quiet");
  const quiet = contextFor(world.runtime, workspaceId, userId, "owner");
  const values = { workspaceId, approvalRequired: true };
  await addCampaign(world, { ...values, deletedAt: world.runtime.clock.now() });
  expect(await readApprovalsShown(quiet)).toBe(false);
  await updateWorkspace(quiet, { settings: { approvalRequired: true } });
  expect(await readApprovalsShown(quiet)).toBe(true);
  await updateWorkspace(quiet, { settings: { approvalRequired: false } });
  await addCampaign(world, values);
  expect(await readApprovalsShown(quiet)).toBe(true);
});

describe("content that was posted", () => {
  it("stays as it was when its approval is taken back", async () => {
    await approveVariant(world.ctx(), a);
    const { id } = await post();
    expect(await publish(() => published("1"))).toEqual(["Text number 1"]);
    await withdrawApproval(world.ctx(), a);
    expect(await rowOf(id)).toMatchObject({
      status: "published",
      content: { text: "Text number 1" },
    });
  });
});
