import { and, asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PauseLevel } from "@/lib/contracts/pauses";
import { updateAccount } from "@/server/accounts/update-account";
import { deleteCampaign } from "@/server/campaigns/delete-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { updateCampaign } from "@/server/campaigns/update-campaign";
import { insertRows } from "@/server/db/insert-rows";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { auditLog, events } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import { previewPause } from "@/server/pauses/preview-pause";
import { getPost } from "@/server/posts/get-post";
import { publishNow } from "@/server/posts/publish-now";
import { publishPostNow } from "@/server/posts/publish-post-now";
import { publishDue } from "@/server/scheduler/publish-due";
import { tick } from "@/server/scheduler/tick";
import { createSchedule } from "@/server/schedules/create-schedule";
import { findPause } from "@/server/schedules/find-pause";
import { pauseAll } from "@/server/schedules/pause-all";
import { updateSchedule } from "@/server/schedules/update-schedule";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";

const MINUTE_MS = 60_000;
const LEVELS: PauseLevel[] = ["schedule", "account", "campaign", "workspace"];

let world: World;
let platform: ReturnType<typeof createFakePlatform>;
let campaignId: string;
let accountId: string;
let scheduleId: string;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** An hourly cadence of its own for each test: at full hours. */
beforeEach(async () => {
  const now = world.runtime.clock.now().getTime();
  world.runtime.clock.set(new Date(Math.ceil((now + 1) / 3_600_000) * 3_600_000 + 30 * MINUTE_MS));
  campaignId = (await addCampaign(world)).id;
  accountId = (await addAccount(world)).id;
  await addVariant(world, campaignId);
  platform = createFakePlatform();
  const [schedule] = await createSchedule(world.ctx(), {
    ...{ campaignId, accountIds: [accountId], timeZone: "UTC" },
    when: { kind: "cron", cron: "0 * * * *" },
  });
  scheduleId = schedule?.id ?? "";
});
afterEach(async () => {
  const { db } = world.runtime.database;
  await db.delete(posts).where(eq(posts.workspaceId, world.workspaceId));
  await pauseAll(world.ctx(), false);
});

async function turn(level: PauseLevel, paused: boolean, cameDue?: "skip" | "post") {
  const ctx = world.ctx();
  if (level === "workspace") return pauseAll(ctx, paused, cameDue);
  if (level === "account") return updateAccount(ctx, accountId, { paused, cameDue });
  if (level === "schedule") return updateSchedule(ctx, scheduleId, { paused, cameDue });
  const { updatedAt } = await getCampaign(ctx, campaignId);
  const status = paused ? ("paused" as const) : ("active" as const);
  return updateCampaign(ctx, campaignId, { status, cameDue, updatedAt });
}

const advance = (minutes: number) => world.runtime.clock.advance(minutes * MINUTE_MS);
const publish = () => publishDue(world.runtime, platform.parts);
const rows = () =>
  world.runtime.database.db
    .select()
    .from(posts)
    .where(eq(posts.accountId, accountId))
    .orderBy(asc(posts.slotAt));
const statuses = async (count: number) =>
  (await rows()).slice(0, count).map(({ status }) => status);
const first = async () => {
  const [post] = await rows();
  if (!post) throw new Error("no post");
  return post;
};

describe.each(LEVELS)("a paused %s", (level) => {
  it("holds what is due in that instant and says who holds it", async () => {
    advance(30);
    await turn(level, true);
    expect((await publish()).claimed).toBe(0);
    const post = await getPost(world.ctx(), (await first()).id);
    const at = world.runtime.clock.now().toISOString();
    expect(post).toMatchObject({ status: "queued", held: true });
    expect(post.heldBy).toEqual([expect.objectContaining({ level, by: "Ines Moreau", at })]);
  });

  it("plans the future and not the past when it is resumed", async () => {
    await turn(level, true);
    advance(3 * 60);
    const ids = { workspace: undefined, account: accountId, campaign: campaignId };
    const target = { level, id: { ...ids, schedule: scheduleId }[level] };
    expect(await previewPause(world.ctx(), target)).toMatchObject({ cameDue: 3 });
    await turn(level, false);
    expect(await statuses(4)).toEqual(["skipped", "skipped", "skipped", "queued"]);
    expect((await publish()).claimed).toBe(0);
    const post = await first();
    expect(post.problem).toMatch(/^Paused at its time: Ines Moreau had paused /);
    const { db } = world.runtime.database;
    const [entry] = await db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.subjectId, post.id), eq(auditLog.action, "post.skipped")));
    expect(entry?.actorName).toBe("Ines Moreau");
    const told = await db.select().from(events).where(eq(events.name, "post.changed"));
    expect(told.map(({ data }) => data.postId)).toContain(post.id);
    advance(30);
    expect((await publish()).published).toBe(1);
  });
});

describe("what came due in a pause", () => {
  it("is posted from now on with the shortest gap, where the person says so", async () => {
    await turn("campaign", true);
    advance(2 * 60);
    await turn("campaign", false, "post");
    const now = world.runtime.clock.now().getTime();
    const [one, two, three] = await rows();
    expect(one?.dueAt.getTime()).toBe(now);
    expect((two?.dueAt.getTime() ?? 0) - now).toBeGreaterThanOrEqual(MINUTE_MS);
    expect(three?.dueAt).toEqual(three?.slotAt);
    expect((await publish()).published).toBe(1);
  });

  it("can be posted by a person, once, under its own slot", async () => {
    await turn("account", true);
    advance(60);
    await turn("account", false);
    const { id, idempotencyKey } = await first();
    expect((await publishPostNow(world.ctx(), id)).status).toBe("queued");
    expect((await publish()).published).toBe(1);
    expect(await first()).toMatchObject({ status: "published", idempotencyKey });
    await expect(publishPostNow(world.ctx(), id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("is not added to by posting now: that is refused until the pause ends", async () => {
    await turn("account", true);
    const refused = { code: "conflict", message: expect.stringContaining("paused") };
    const { id } = await first();
    await expect(publishPostNow(world.ctx(), id)).rejects.toMatchObject(refused);
    const order = publishNow(world.ctx(), { campaignId, accountId });
    await expect(order).rejects.toMatchObject(refused);
  });

  it("is skipped and has not failed when its deadline passes while it is paused", async () => {
    await turn("campaign", true);
    advance(8 * 60);
    await tick(world.runtime);
    expect(await statuses(8)).toEqual([...Array(2).fill("skipped"), ...Array(6).fill("queued")]);
    expect((await first()).problem).toBe(
      "Paused at its time: Ines Moreau had paused the campaign.",
    );
  });

  it("holds for posts of no campaign and no schedule", async () => {
    const { db } = world.runtime.database;
    const at = new Date(world.runtime.clock.now().getTime() + 5 * MINUTE_MS);
    const other = await addAccount(world);
    const id = uuidv7();
    await db.insert(posts).values({
      ...{ id, workspaceId: world.workspaceId, accountId: other.id, platform: "x" },
      ...{ slotAt: at, dueAt: at, nextAt: at, deadlineAt: new Date(at.getTime() + 3_600_000) },
      ...{ status: "queued", idempotencyKey: id },
      content: { format: null, title: null, text: "Alone", media: [], options: {} },
    });
    await updateAccount(world.ctx(), other.id, { paused: true });
    advance(10);
    expect((await publish()).claimed).toBe(0);
    await updateAccount(world.ctx(), other.id, { paused: false });
    expect(await getPost(world.ctx(), id)).toMatchObject({
      status: "skipped",
      problemCode: "paused",
    });
  });
});

it("can't be slipped out of by making the campaign a draft again", async () => {
  await turn("campaign", true);
  advance(45);
  const { updatedAt } = await getCampaign(world.ctx(), campaignId);
  const back = updateCampaign(world.ctx(), campaignId, { status: "draft", updatedAt });
  await expect(back).rejects.toMatchObject({ fields: [{ path: "status" }] });
  // As one that older versions had made a draft.
  const { db } = world.runtime.database;
  await db.update(campaigns).set({ status: "draft", pausedAt: null });
  const { id } = await first();
  const held = [expect.objectContaining({ level: "campaign", isDraft: true })];
  expect(await getPost(world.ctx(), id)).toMatchObject({ held: true, heldBy: held });
  await turn("campaign", false);
  await publish();
  expect(platform.calls).toEqual([]);
  expect(await statuses(1)).toEqual(["skipped"]);
});

it("is not said of a draft, which nobody wants out yet", async () => {
  const { db } = world.runtime.database;
  const draft = await addCampaign(world, { status: "draft" });
  const { id } = await first();
  await db.update(posts).set({ status: "draft", campaignId: draft.id }).where(eq(posts.id, id));
  await turn("account", true);
  expect(await getPost(world.ctx(), id)).toMatchObject({ held: false, heldBy: [] });
});

it("what its platform works on is looked at, though its campaign is completed or deleted", async () => {
  for (const end of ["completed", "deleted"]) {
    const own = await addCampaign(world);
    await addVariant(world, own.id);
    const post = await publishNow(world.ctx(), { campaignId: own.id, accountId });
    const slow = createFakePlatform(({ kind }) =>
      kind === "publish"
        ? { kind: "pending", checkAfterMs: MINUTE_MS, note: "It is processed." }
        : published(post.id),
    );
    await publishDue(world.runtime, slow.parts);
    const { updatedAt } = await getCampaign(world.ctx(), own.id);
    if (end === "deleted") await deleteCampaign(world.ctx(), own.id);
    else await updateCampaign(world.ctx(), own.id, { status: "completed", updatedAt });
    advance(5);
    await publishDue(world.runtime, slow.parts);
    expect(await getPost(world.ctx(), post.id)).toMatchObject({ status: "published" });
  }
});

describe("pauses that overlap", () => {
  it("leave a post to the pause that goes on and was there at its time", async () => {
    await turn("workspace", true);
    advance(45);
    await turn("account", true);
    advance(60);
    await turn("workspace", false);
    // The first came due before the account was paused, the second after.
    expect(await statuses(3)).toEqual(["skipped", "queued", "queued"]);
    expect((await publish()).claimed).toBe(0);
    await turn("account", false);
    expect(await statuses(3)).toEqual(["skipped", "skipped", "queued"]);
  });

  it("leave alone what was late before the pause for another reason", async () => {
    platform = createFakePlatform(({ kind }) =>
      kind === "publish"
        ? { kind: "retry_later", retryAfterMs: 10 * MINUTE_MS, code: "busy", message: "Busy." }
        : { kind: "unknown", code: "timeout", message: "No answer." },
    );
    advance(30);
    await publish();
    advance(5);
    await turn("account", true);
    advance(20);
    await turn("account", false);
    expect(await first()).toMatchObject({ status: "queued", attempt: 1 });
    platform = createFakePlatform();
    expect((await publish()).published).toBe(1);
  });

  it("take anything overdue as theirs when nobody noted their beginning", async () => {
    advance(40);
    const { db } = world.runtime.database;
    await db.update(socialAccounts).set({ paused: true }).where(eq(socialAccounts.id, accountId));
    await turn("account", false);
    expect(await statuses(2)).toEqual(["skipped", "queued"]);
  });
});

it("tells who paused everything and since when, and a second pause changes nothing", async () => {
  const at = world.runtime.clock.now().toISOString();
  await pauseAll(world.ctx(), true);
  advance(5);
  await pauseAll(world.ctx(), true);
  expect(await findPause(world.ctx())).toEqual({ by: "Ines Moreau", at });
  await pauseAll(world.ctx(), false);
  expect(await findPause(world.ctx())).toBeNull();
});

it("ends a pause over hundreds of posts with one event an account", async () => {
  const { db } = world.runtime.database;
  const now = world.runtime.clock.now();
  await turn("campaign", true);
  await insertRows(
    db,
    posts,
    Array.from({ length: 600 }, (_, nth) => {
      const at = new Date(now.getTime() + nth * 1000);
      return {
        ...{ workspaceId: world.workspaceId, campaignId, accountId, platform: "x", slotAt: at },
        ...{ dueAt: at, nextAt: at, deadlineAt: new Date(at.getTime() + 86_400_000) },
        ...{ status: "queued" as const, idempotencyKey: `many ${nth}` },
      };
    }),
  );
  advance(15);
  await turn("campaign", false);
  expect(new Set(await statuses(600))).toEqual(new Set(["skipped"]));
  const told = await db
    .select()
    .from(events)
    .where(eq(events.name, "post.changed"))
    .orderBy(events.seq);
  expect(told.at(-1)?.data).toEqual({ accountId, count: 600 });
});
