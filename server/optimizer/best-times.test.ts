import { and, asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import { idempotencyKey } from "@/lib/domain/slot-key";
import { setAccountZone } from "@/server/accounts/set-account-zone";
import { accountBestTimes } from "@/server/db/schema/best-times";
import { posts } from "@/server/db/schema/posts";
import { getBestTimes } from "@/server/optimizer/get-best-times";
import { listDueBestTimes } from "@/server/optimizer/list-due-best-times";
import { refreshBestTimes } from "@/server/optimizer/refresh-best-times";
import { listCalendar } from "@/server/posts/list-calendar";
import { overridePost } from "@/server/posts/override-post";
import { createSchedule } from "@/server/schedules/create-schedule";
import { listSchedules } from "@/server/schedules/list-schedules";
import { previewSchedule } from "@/server/schedules/preview-schedule";
import { updateSchedule } from "@/server/schedules/update-schedule";
import { countPosts } from "@/server/testing/count-posts";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ZONE = "Europe/Copenhagen";
const window = { fromHour: 7, toHour: 22 };

let world: World;
let campaignId: string;
let accountId: string;

beforeAll(async () => {
  world = await createWorld();
  campaignId = (await addCampaign(world)).id;
  accountId = (await addAccount(world)).id;
  await addVariant(world, campaignId);
});
afterAll(() => world.close());

const db = () => world.runtime.database.db;
const now = () => world.runtime.clock.now().getTime();

/** Posts of the past, twice a day: what goes out in the evening is answered twice as often. */
async function addHistory(id: string, count: number): Promise<void> {
  const random = seededRandom(5);
  for (let index = 0; index < count; index++) {
    const hour = index % 2 === 0 ? 8 : 18;
    const day = Math.floor(now() / DAY_MS) - 2 - Math.floor(index / 2);
    const at = new Date(day * DAY_MS + hour * HOUR_MS);
    const [post] = await db()
      .insert(posts)
      .values({
        ...{ workspaceId: world.workspaceId, campaignId, accountId: id, platform: "x" },
        ...{ slotAt: at, dueAt: at, nextAt: at, deadlineAt: at, publishedAt: at },
        ...{ status: "published", idempotencyKey: `${id} ${index}`, externalId: `${id} ${index}` },
      })
      .returning();
    if (!post) throw new Error("no post");
    const likes = Math.round((hour === 18 ? 40 : 20) * (0.8 + 0.4 * random()));
    const seen = { workspaceId: world.workspaceId, postId: post.id, source: "pull" as const };
    await countPosts(db(), [
      { ...seen, observedAt: new Date(at.getTime() + DAY_MS), views: 1000, likes },
      // Too late to be compared.
      { ...seen, observedAt: new Date(at.getTime() + 2 * DAY_MS), views: 9000, likes: 5000 },
    ]);
  }
}

async function listPosts(scheduleId: string) {
  return db()
    .select()
    .from(posts)
    .where(eq(posts.scheduleId, scheduleId))
    .orderBy(asc(posts.slotAt));
}

const input = () => ({
  ...{ campaignId, accountIds: [accountId], timeZone: ZONE, bestTime: window },
  when: { kind: "cron" as const, cron: "0 9 * * *" },
});

async function create() {
  const [schedule] = await createSchedule(world.ctx(), input());
  if (!schedule) throw new Error("no schedule");
  return schedule;
}

it("keeps a cadence's own times while nothing is known, but for one in ten", async () => {
  const schedule = await create();
  const planned = await listPosts(schedule.id);
  expect(planned.length).toBeGreaterThan(25);
  const kinds = new Set(planned.map(({ timing }) => timing?.kind));
  expect([...kinds].sort()).toEqual(["own", "random"]);
  for (const post of planned) {
    expect(post.dueAt.toISOString()).toBe(post.timing?.at);
    expect(post.idempotencyKey).toBe(idempotencyKey(campaignId, accountId, post.slotAt));
    expect(post.nextAt).toEqual(post.dueAt);
    if (post.timing?.kind === "own") expect(post.dueAt).toEqual(post.slotAt);
  }
});

it("learns the hours once, in the account's zone, and moves what lies ahead", async () => {
  await addHistory(accountId, 60);
  const ctx = world.ctx();
  expect((await getBestTimes(ctx, {})).week).toMatchObject({ ready: false, slots: [] });
  const due = await db().transaction((tx) => listDueBestTimes(world.runtime, tx));
  expect(due).toEqual([{ workspaceId: world.workspaceId }]);
  const [schedule] = await listSchedules(ctx, {});
  const pinnedTo = new Date(now() + 5 * DAY_MS).toISOString();
  const [near, , , , moved] = await listPosts(schedule?.id ?? "");
  await overridePost(ctx, moved?.id ?? "", { action: { kind: "move", dueAt: pinnedTo } });
  await refreshBestTimes(world.runtime, { workspaceId: world.workspaceId });

  expect(await db().transaction((tx) => listDueBestTimes(world.runtime, tx))).toEqual([]);
  const { week } = await getBestTimes(ctx, {});
  expect(week).toMatchObject({ ready: true, posts: 60, goal: "engagement", timeZone: ZONE });
  expect(week?.scheduleZones).toEqual([]);
  // 18:00 UTC is 19:00 there; the morning does worse.
  expect(week?.slots[19]).toMatchObject({ state: "better", known: true });
  expect(week?.slots[9]).toMatchObject({ state: "worse" });
  expect(week?.slots[3]).toMatchObject({ known: false, state: "open", posts: 0 });

  const planned = await listPosts(schedule?.id ?? "");
  const best = planned.filter(({ timing }) => timing?.kind === "best");
  expect(best.length).toBeGreaterThan(18);
  for (const post of best) {
    const at = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit" });
    expect(["16", "17", "18", "19"]).toContain(at.format(post.dueAt));
    expect(post.idempotencyKey).toBe(idempotencyKey(campaignId, accountId, post.slotAt));
    expect(post.deadlineAt.getTime() - post.dueAt.getTime()).toBe(6 * HOUR_MS);
  }
  const untouched = planned.find(({ id }) => id === moved?.id);
  expect(untouched?.dueAt.toISOString()).toBe(pinnedTo);
  expect(planned.find(({ id }) => id === near?.id)?.dueAt).toEqual(near?.dueAt);
});

it("tells in the preview what the plan will hold, and the calendar goes on with it", async () => {
  const ctx = world.ctx();
  const [schedule] = await listSchedules(ctx, {});
  const preview = await previewSchedule(ctx, { ...input(), scheduleId: schedule?.id });
  const planned = await listPosts(schedule?.id ?? "");
  const placed = planned.map(({ dueAt }) => dueAt.toISOString());
  expect(preview.timings).toHaveLength(10);
  for (const { at } of preview.timings.slice(5)) expect(placed).toContain(at);
  const from = new Date(now() + 35 * DAY_MS).toISOString();
  const to = new Date(now() + 45 * DAY_MS).toISOString();
  const drawn = await listCalendar(ctx, { from, to });
  expect(drawn.length).toBeGreaterThan(8);
  expect(drawn.some(({ timing }) => timing?.kind === "best")).toBe(true);
  const [first] = drawn;
  const skipped = await overridePost(ctx, first?.id ?? "", { action: { kind: "skip" } });
  expect(skipped).toMatchObject({ dueAt: first?.dueAt, slotAt: first?.slotAt });
  expect(await listCalendar(ctx, { from, to })).toHaveLength(drawn.length);
});

it("keeps a run of today whose own time has passed when the schedule changes", async () => {
  const ctx = world.ctx();
  const [schedule] = await listSchedules(ctx, {});
  const id = schedule?.id ?? "";
  const evening = (await listPosts(id)).find(
    ({ timing, slotAt }) => timing?.kind === "best" && slotAt.getTime() > now() + 3 * DAY_MS,
  );
  if (!evening) throw new Error("no evening");
  world.runtime.clock.advance(evening.slotAt.getTime() + HOUR_MS - now());
  await updateSchedule(ctx, id, { bestTime: { fromHour: 12, toHour: 20 } });
  expect((await listPosts(id)).map((post) => post.id)).toContain(evening.id);
  await updateSchedule(ctx, id, { bestTime: null });
  const after = (await listPosts(id)).filter(
    ({ slotAt, overriddenAt }) => slotAt.getTime() > now() && !overriddenAt,
  );
  expect(after.every(({ dueAt, slotAt, timing }) => +dueAt === +slotAt && timing === null)).toBe(
    true,
  );
});

it("plans no second post of a day whose run went out ahead of its own time", async () => {
  const own = await addCampaign(world);
  await addVariant(world, own.id);
  const account = await addAccount(world, { handle: "early" });
  const [schedule] = await createSchedule(world.ctx(), {
    ...{ campaignId: own.id, accountIds: [account.id], timeZone: "UTC" },
    ...{ when: { kind: "cron", cron: "0 15 * * *" }, bestTime: { fromHour: 0, toHour: 24 } },
  });
  const id = schedule?.id ?? "";
  const second = (await listPosts(id))[1];
  if (!second) throw new Error("no second slot");
  const dueAt = new Date(second.slotAt.getTime() - 4 * HOUR_MS);
  await db()
    .update(posts)
    .set({ dueAt, status: "published", publishedAt: dueAt })
    .where(eq(posts.id, second.id));
  world.runtime.clock.advance(dueAt.getTime() + 10 * 60_000 - now());
  await updateSchedule(world.ctx(), id, { when: { kind: "cron", cron: "30 15 * * *" } });
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const slots = (await listPosts(id)).map(({ slotAt }) => day(slotAt));
  expect(slots.filter((each) => each === day(second.slotAt))).toHaveLength(1);
  expect(slots).toContain(day(new Date(second.slotAt.getTime() + DAY_MS)));
});

it.each([
  ["a single post", { when: { kind: "once" as const, runAt: "2026-12-01T09:00:00Z" } }, "cadence"],
  ["too many runs", { when: { kind: "cron" as const, cron: "0 * * * *" } }, "at most 6"],
  [
    "too few hours",
    {
      when: { kind: "cron" as const, cron: "0 9,12,15 * * *" },
      bestTime: { fromHour: 7, toHour: 9 },
    },
    "at least 3",
  ],
])("refuses best times for %s", async (_, more, message) => {
  await expect(createSchedule(world.ctx(), { ...input(), ...more })).rejects.toThrow(message);
});

it("keeps the real world apart from the sandbox, and workspaces from each other", async () => {
  const real = await addAccount(world, { sandbox: false });
  const { workspaceId, userId } = await addWorkspace(world.runtime, "Halden & Co");
  await refreshBestTimes(world.runtime, { workspaceId: world.workspaceId, asked: true });
  const [row] = await db()
    .select()
    .from(accountBestTimes)
    .where(and(eq(accountBestTimes.accountId, real.id), eq(accountBestTimes.goal, "engagement")));
  expect(row).toMatchObject({ posts: 0 });
  expect(row?.model).toMatchObject({ ready: false });
  const stranger = contextFor(world.runtime, workspaceId, userId, "owner");
  expect(await getBestTimes(stranger, {})).toEqual({ accounts: [], week: null });
  await expect(getBestTimes(stranger, { accountId })).rejects.toThrow("account");
  await expect(setAccountZone(stranger, accountId, { timeZone: ZONE })).rejects.toThrow("account");
});

it("reads an account by its own clock once it has one", async () => {
  const ctx = world.ctx();
  await expect(setAccountZone(ctx, accountId, { timeZone: "Mars/Olympus" })).rejects.toThrow(
    "no time zone",
  );
  await setAccountZone(ctx, accountId, { timeZone: "America/New_York" });
  expect(world.runtime.jobs.sent.at(-1)?.name).toBe("refresh-best-times");
  expect((await getBestTimes(ctx, { accountId })).week).toMatchObject({ slots: [], ownZone: true });
  await refreshBestTimes(world.runtime, { workspaceId: world.workspaceId, asked: true });
  const { week } = await getBestTimes(ctx, { accountId });
  expect(week).toMatchObject({ timeZone: "America/New_York", ready: true, scheduleZones: [ZONE] });
  // 18:00 UTC is 13:00 there.
  expect(week?.slots[13]?.state).toBe("better");
});
