import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PostStatus } from "@/lib/domain/post-status";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { events, heartbeats, providerHealth, rateBudgets } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { uuidv7 } from "@/server/db/uuid";
import { beatTick, createPublisherPulse } from "@/server/operations/heartbeat";
import { readAlarms } from "@/server/operations/read-alarms";
import { readOperations } from "@/server/operations/read-operations";
import { tellOverdue } from "@/server/operations/tell-overdue";
import { answerHealth } from "@/server/scheduler/answer-health";
import { getHealth } from "@/server/scheduler/get-health";
import { runMinute } from "@/server/scheduler/run-minute";
import {
  addAccount,
  addCampaign,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const LONG_UP = 10 * MINUTE;

let world: World;
let accountId: string;
beforeEach(async () => {
  world = await createWorld();
  accountId = (await addAccount(world)).id;
});
afterEach(() => world.close());

const db = () => world.runtime.database.db;
const now = () => world.runtime.clock.now().getTime();
const ctx = () => world.ctx();
const pass = (ms: number) => world.runtime.clock.advance(ms);
/** Somebody publishes: this is no start, in which much is overdue. */
const beat = () => createPublisherPulse(world.runtime).beat(false);
const overdue = async () => (await tellOverdue(world.runtime)).length;

type PostValues = Partial<typeof posts.$inferInsert>;

/** A queued post, due so long ago. */
async function addPost(lateMs: number, values: PostValues = {}): Promise<string> {
  const dueAt = values.dueAt ?? new Date(now() - lateMs);
  const [row] = await db()
    .insert(posts)
    .values({
      ...{
        workspaceId: world.workspaceId,
        accountId,
        platform: "x",
        status: "queued" as PostStatus,
      },
      ...{ slotAt: dueAt, nextAt: dueAt, idempotencyKey: uuidv7() },
      deadlineAt: new Date(dueAt.getTime() + 6 * HOUR),
      ...values,
      dueAt,
    })
    .returning();
  return row?.id ?? "";
}

/** Another workspace, which sees nothing of the first. */
async function addStranger(): Promise<Ctx> {
  const { workspaceId, userId } = await addWorkspace(world.runtime, "Halden & Co");
  return contextFor(world.runtime, workspaceId, userId, "owner");
}

async function told() {
  const rows = await db().select().from(events).where(eq(events.name, "post.overdue"));
  return rows.map(({ workspaceId, data }) => ({ workspaceId, postId: data.postId }));
}

describe("health", () => {
  const health = (uptimeMs = LONG_UP) => getHealth(world.runtime, { uptimeMs });

  it("fails while nobody publishes although the tick goes on, and says which", async () => {
    const pulse = createPublisherPulse(world.runtime);
    await pulse.beat(false);
    await beatTick(world.runtime, {});
    expect(await health()).toMatchObject({ ok: true, scheduler: "ok", publisher: "ok" });
    pass(61 * SECOND);
    await beatTick(world.runtime, {});
    const late = await health();
    expect(late).toMatchObject({ ok: false, database: "ok", scheduler: "ok", publisher: "stale" });
    expect(late.lastPublisherAt).toBe("2026-03-02T09:00:00.000Z");
    await pulse.beat(true);
    expect(await health()).toMatchObject({ ok: true, publisher: "ok" });
    pass(4 * MINUTE);
    await pulse.beat(true);
    expect(await health()).toMatchObject({ ok: false, scheduler: "stale", publisher: "ok" });
  });

  it("gives a process two minutes to begin", async () => {
    expect(await health(MINUTE)).toMatchObject({ ok: true, publisher: "starting" });
    expect(await health(3 * MINUTE)).toMatchObject({ ok: false, publisher: "stale" });
  });

  it("lets a process that only serves pages tell of the others", async () => {
    await world.close();
    world = await createWorld({ SCHEDULER: "off" });
    expect(await health()).toMatchObject({ ok: true, scheduler: "off", publisher: "off" });
    await createPublisherPulse({ ...world.runtime, bootId: "another" }).beat(false);
    await beatTick(world.runtime, {});
    expect(await health()).toMatchObject({ ok: true, scheduler: "ok", publisher: "ok" });
    pass(5 * MINUTE);
    expect(await health()).toMatchObject({ ok: false, scheduler: "stale", publisher: "stale" });
    // An hour later they are gone for good, and somebody else drives the tick.
    pass(HOUR);
    await beatTick(world.runtime, {});
    expect(await health()).toMatchObject({ ok: true, scheduler: "off", publisher: "off" });
  });

  it("calls a database that hangs gone", async () => {
    const hung = new Promise<never>(() => {});
    const select = () => ({ from: () => ({ where: () => hung }) });
    const database = { ...world.runtime.database, db: { select } };
    const runtime = { ...world.runtime, database } as unknown as World["runtime"];
    const answer = await getHealth(runtime, { uptimeMs: LONG_UP, withinMs: 5 });
    expect(answer).toMatchObject({ ok: false, database: "gone", overdue: null });
  });

  it("counts a tick that did its part and could not tidy up after itself", async () => {
    await db().execute(sql`alter table outbound_deliveries rename to elsewhere`);
    await expect(runMinute(world.runtime)).rejects.toThrow();
    await db().execute(sql`alter table elsewhere rename to outbound_deliveries`);
    await createPublisherPulse(world.runtime).beat(false);
    expect(await health()).toMatchObject({ ok: true, scheduler: "ok" });
  });

  it("writes no heartbeat more often than it has to", async () => {
    const pulse = createPublisherPulse(world.runtime);
    await pulse.beat(false);
    pass(9 * SECOND);
    await pulse.beat(true);
    const [beat] = await db().select().from(heartbeats);
    expect(beat).toMatchObject({
      name: "publisher:test",
      detail: { busy: false, pid: process.pid },
    });
  });
});

describe("a post that nobody takes", () => {
  it("is told of once, five minutes after its time", async () => {
    const id = await addPost(0);
    await runMinute(world.runtime);
    pass(4 * MINUTE);
    await runMinute(world.runtime);
    expect(await told()).toEqual([]);
    pass(MINUTE);
    await runMinute(world.runtime);
    expect(await told()).toEqual([{ workspaceId: world.workspaceId, postId: id }]);
    pass(MINUTE);
    await runMinute(world.runtime);
    expect(await overdue()).toBe(1);
    expect(await told()).toHaveLength(1);
    await beat();
    expect(await readAlarms(ctx())).toMatchObject({ overdue: 1 });
    await db().update(posts).set({ status: "published" });
    expect(await readAlarms(ctx())).toMatchObject({ overdue: 0 });
  });

  it("is told of anew when it was moved and is overdue again", async () => {
    await addPost(6 * MINUTE);
    await overdue();
    const dueAt = new Date(now() + HOUR);
    await db().update(posts).set({ dueAt, nextAt: dueAt });
    expect(await overdue()).toBe(0);
    pass(HOUR + 5 * MINUTE);
    expect(await overdue()).toBe(1);
    expect(await told()).toHaveLength(2);
  });

  it("gets a minute where nobody has ticked for long", async () => {
    await addPost(0);
    await runMinute(world.runtime);
    pass(HOUR);
    await runMinute(world.runtime);
    expect(await told()).toEqual([]);
    pass(MINUTE);
    await runMinute(world.runtime);
    expect(await told()).toHaveLength(1);
  });

  it("is told of by health where the tick is dead too", async () => {
    await addPost(6 * MINUTE);
    expect(await getHealth(world.runtime, { uptimeMs: MINUTE })).toMatchObject({ overdue: 0 });
    expect(await getHealth(world.runtime, { uptimeMs: LONG_UP })).toMatchObject({ overdue: 1 });
    // Reading writes nothing; whoever answers a probe tells.
    expect(await told()).toEqual([]);
    await beat();
    expect(await answerHealth(world.runtime)).toMatchObject({ overdue: 1 });
    expect(await told()).toHaveLength(1);
  });

  it("is told of when who took it fell silent", async () => {
    const leaseUntil = new Date(now() - 6 * MINUTE);
    await addPost(8 * MINUTE, { status: "publishing", leaseUntil });
    await addPost(8 * MINUTE, { status: "publishing", leaseUntil: new Date(now() + MINUTE) });
    expect(await overdue()).toBe(1);
  });
});

describe("a post that waits for a reason", () => {
  const account = (values: Partial<typeof socialAccounts.$inferInsert>) =>
    db().update(socialAccounts).set(values);
  const reasons: [string, () => Promise<unknown>][] = [
    ["all_paused", () => db().update(workspaces).set({ allPaused: true })],
    ["paused", () => account({ paused: true })],
    [
      "paused",
      async () => {
        const campaign = await addCampaign(world, { status: "paused" });
        await db().update(posts).set({ campaignId: campaign.id });
      },
    ],
    ["approval", () => db().update(posts).set({ status: "awaiting_approval" })],
    ["account", () => account({ status: "action_required" })],
    ["rest", () => account({ restUntil: new Date(now() + HOUR) })],
    [
      "platform",
      () => db().insert(providerHealth).values({ platform: "x", sandbox: true, state: "open" }),
    ],
    [
      "limit",
      () =>
        db()
          .insert(rateBudgets)
          .values({
            ...{ subject: accountId, window: "publish day", remaining: 0, quota: 50 },
            ...{ resetsAt: new Date(now() + HOUR), seenAt: new Date(now()) },
          }),
    ],
    [
      "daily_cap",
      () =>
        db()
          .update(posts)
          .set({ problemCode: "daily_cap", nextAt: new Date(now() + HOUR) }),
    ],
    [
      "gap",
      () =>
        db()
          .update(posts)
          .set({ problemCode: "min_gap", nextAt: new Date(now() + HOUR) }),
    ],
    [
      "retry",
      () =>
        db()
          .update(posts)
          .set({ attempt: 2, nextAt: new Date(now() + MINUTE) }),
    ],
    ["look", () => db().update(posts).set({ status: "unknown" })],
  ];
  it.each(reasons)("%s: is no alarm, and is shown with its reason", async (reason, hold) => {
    await addPost(10 * MINUTE);
    await beat();
    const before = await readOperations(ctx());
    expect(before).toMatchObject({ queue: { ready: 1, waiting: [] }, alarms: { overdue: 1 } });
    await hold();
    expect(await overdue()).toBe(0);
    const { queue, alarms, overdue: listed } = await readOperations(ctx());
    expect(queue).toMatchObject({ ready: 0, oldestDueAt: null, waiting: [{ reason, count: 1 }] });
    expect({ alarms, listed }).toMatchObject({ alarms: { overdue: 0 }, listed: [] });
  });
});

describe("the figures", () => {
  /** Out so many seconds after its time. */
  const addOut = (seconds: number, values: PostValues = {}) => {
    const publishedAt = new Date(now() - HOUR);
    const dueAt = new Date(publishedAt.getTime() - seconds * SECOND);
    return addPost(0, { status: "published", publishedAt, dueAt, ...values });
  };

  it("are worked out of what went out in a day, but for what a person kept", async () => {
    // In order: 0 1 2 3 4 5 20 90 400 3600. The fifth is the middle, the tenth the end.
    for (const seconds of [400, 3, 0, 90, 5, 1, 20, 4, 3600, 2]) await addOut(seconds);
    await addOut(7, { publishedAt: new Date(now() - 25 * HOUR) });
    const kept = await addOut(1800);
    const resumed = { action: "account.resumed", subjectType: "account", subjectId: accountId };
    const later = { ...ctx(), now: () => new Date(now() - HOUR - 20 * MINUTE) };
    await db().transaction((tx) => recordAudit(tx, later, { ...resumed, subjectId: kept }));
    const { lateness } = await readOperations(ctx());
    expect(lateness).toMatchObject({ count: 10, held: 1, p50: 4, p95: 3600, p99: 3600 });
    expect(lateness.buckets).toEqual([
      { upTo: 1, count: 2 },
      { upTo: 5, count: 4 },
      { upTo: 15, count: 0 },
      { upTo: 60, count: 1 },
      { upTo: 300, count: 1 },
      { upTo: 1800, count: 1 },
      { upTo: null, count: 1 },
    ]);
  });

  it("count the workspace's own and nobody else's", async () => {
    const stranger = await addStranger();
    await beat();
    await addPost(10 * MINUTE);
    await addPost(0, { status: "publishing", leaseUntil: new Date(now() + MINUTE) });
    await addPost(-30 * MINUTE);
    await addPost(0, { status: "parked" });
    await addPost(HOUR, { status: "failed", problemCode: "http_400", updatedAt: new Date(now()) });
    await addOut(3);
    const own = await readOperations(ctx());
    expect(own.queue).toEqual({
      ...{ ready: 1, inFlight: 1, nextHour: 1, waiting: [], parked: 1 },
      oldestDueAt: "2026-03-02T08:50:00.000Z",
    });
    expect(own.overdue).toMatchObject([{ platform: "x", dueAt: "2026-03-02T08:50:00.000Z" }]);
    expect(own.failed).toMatchObject([{ platform: "x", code: "http_400", count: 1 }]);
    expect(own.hours).toHaveLength(24);
    expect(own.hours.slice(-2)).toEqual([
      { at: "2026-03-02T08:00:00.000Z", published: 1, failed: 0 },
      { at: "2026-03-02T09:00:00.000Z", published: 0, failed: 1 },
    ]);
    expect(own.platforms).toMatchObject([{ platform: "x", sandbox: true, inFlight: 1 }]);

    const theirs = await readOperations(stranger);
    expect(theirs.queue).toEqual({
      ...{ ready: 0, inFlight: 0, nextHour: 0, waiting: [], parked: 0, oldestDueAt: null },
    });
    expect(theirs).toMatchObject({
      alarms: { overdue: 0 },
      lateness: { count: 0, held: 0, p50: null },
      ...{ overdue: [], failed: [], platforms: [], budgets: [] },
    });
    expect(theirs.hours.every(({ published, failed }) => published + failed === 0)).toBe(true);
  });

  it("of the install are for owners", async () => {
    await createPublisherPulse(world.runtime).beat(true);
    await beatTick(world.runtime, {});
    const { instance } = await readOperations(ctx());
    expect(instance?.processes).toMatchObject([
      { role: "tick", fresh: true, pid: process.pid },
      { role: "publisher", id: "test", fresh: true, busy: true, version: expect.any(String) },
    ]);
    expect(instance?.database.bytes).toBeGreaterThan(0);
    expect((await readOperations(world.ctx("editor"))).instance).toBeNull();
  });
});
