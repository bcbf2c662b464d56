import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CreateSchedule } from "@/lib/contracts/schedules";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { updateCampaign } from "@/server/campaigns/update-campaign";
import { campaigns } from "@/server/db/schema/campaigns";
import { auditLog } from "@/server/db/schema/facts";
import { posts, schedules } from "@/server/db/schema/posts";
import { overridePost } from "@/server/posts/override-post";
import { createAbsenceWatch } from "@/server/scheduler/absence-watch";
import { tick } from "@/server/scheduler/tick";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import { createSchedule } from "./create-schedule";
import { followZoneRules } from "./follow-zone-rules";
import { listSchedules } from "./list-schedules";
import { updateSchedule } from "./update-schedule";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let world: World;
let campaignId: string;
let accountId: string;

beforeEach(async () => {
  world = await createWorld();
  campaignId = (await addCampaign(world)).id;
  accountId = (await addAccount(world)).id;
  await addVariant(world, campaignId);
});
afterEach(() => world.close());

const db = () => world.runtime.database.db;
const create = async (cron: string, more: Partial<CreateSchedule> = {}) => {
  const [schedule] = await createSchedule(world.ctx(), {
    ...{ campaignId, accountIds: [accountId], timeZone: "Europe/Berlin" },
    ...{ when: { kind: "cron", cron }, ...more },
  });
  if (!schedule) throw new Error("no schedule");
  return schedule;
};
const allPosts = () => db().select().from(posts).orderBy(asc(posts.slotAt));

/** How the posts stand that are due by now: "10:00 queued". */
async function dueNow(): Promise<string[]> {
  const now = world.runtime.clock.now();
  return (await allPosts())
    .filter((post) => post.dueAt <= now)
    .map((post) => `${post.dueAt.toISOString().slice(11, 16)} ${post.status}`);
}

describe("runs that were missed while nothing ran", () => {
  // It is 09:00Z, 10:00 in Berlin.
  beforeEach(() => tick(world.runtime));

  it("leaves the last one to go out late, and skips the others with a reason", async () => {
    await create("0 * * * *");
    world.runtime.clock.advance(3 * HOUR_MS + 30 * 60_000);
    await tick(world.runtime);
    expect(await dueNow()).toEqual(["10:00 skipped", "11:00 skipped", "12:00 queued"]);
    const [first] = await allPosts();
    expect(first).toMatchObject({ problemCode: "missed" });
    expect(first?.problem).toContain("Bandwagon was not running at its time");
    const told = await db().select().from(auditLog).where(eq(auditLog.action, "post.skipped"));
    expect(told.map((entry) => entry.actorName)).toEqual(["Bandwagon", "Bandwagon"]);
    // The next tick was never away: nothing more is taken.
    await tick(world.runtime);
    expect((await dueNow()).at(-1)).toBe("12:00 queued");
  });

  it("skips all of them where the schedule says so, one-off times too", async () => {
    await create("0 * * * *", { missedPolicy: "skip" });
    const once = { kind: "once" as const, runAt: "2026-03-02T11:20:00Z" };
    await create("", { when: once, missedPolicy: "skip" });
    await create("", { when: { kind: "once", runAt: "2026-03-02T11:40:00Z" } });
    world.runtime.clock.advance(3 * HOUR_MS);
    await tick(world.runtime);
    expect(await dueNow()).toEqual([
      ...["10:00 skipped", "11:00 skipped", "11:20 skipped", "11:40 queued", "12:00 skipped"],
    ]);
    const [first] = await allPosts();
    expect(first?.problem).toContain("its schedule posts nothing late");
  });

  it("keeps schedules apart: each has a last run of its own", async () => {
    const other = await addAccount(world, { handle: "other" });
    await create("0 * * * *");
    await create("30 * * * *", { accountIds: [other.id] });
    world.runtime.clock.advance(2 * HOUR_MS + 45 * 60_000);
    await tick(world.runtime);
    expect(await dueNow()).toEqual([
      ...["09:30 skipped", "10:00 skipped", "10:30 skipped", "11:00 queued", "11:30 queued"],
    ]);
  });

  it("takes a short gap for none", async () => {
    await create("*/5 * * * *");
    world.runtime.clock.advance(4 * 60_000);
    await tick(world.runtime);
    world.runtime.clock.advance(4 * 60_000);
    await tick(world.runtime);
    world.runtime.clock.advance(4 * 60_000);
    await tick(world.runtime);
    expect(await dueNow()).toEqual(["09:05 queued", "09:10 queued"]);
  });

  it("is sorted out before a publisher that was away takes anything", async () => {
    await create("0 * * * *");
    const watch = createAbsenceWatch(world.runtime);
    const seen: string[][] = [];
    const pass = async () => void seen.push(await dueNow());
    await watch.around(pass);
    world.runtime.clock.advance(3 * HOUR_MS + 30 * 60_000);
    const away = async () => Promise.reject(new Error("The database does not answer."));
    await expect(watch.around(away)).rejects.toThrow("does not answer");
    await watch.around(pass);
    expect(seen).toEqual([[], ["10:00 skipped", "11:00 skipped", "12:00 queued"]]);
  });

  it("posts nothing late after its deadline", async () => {
    await create("0 11 * * *");
    world.runtime.clock.advance(8 * HOUR_MS);
    await tick(world.runtime);
    expect(await dueNow()).toEqual(["10:00 failed"]);
    expect((await allPosts())[0]?.problemCode).toBe("too_late");
  });

  it("finds the last run also when it was away for longer than it had planned", async () => {
    await create("0 11 * * *");
    await create("30 11 * * *", { missedPolicy: "skip" });
    world.runtime.clock.advance(40 * DAY_MS + 2 * HOUR_MS);
    await tick(world.runtime);
    const rows = (await allPosts()).filter((post) => post.dueAt <= world.runtime.clock.now());
    // Summer time since: 11:00 in Berlin is 09:00Z.
    const waiting = rows.filter((post) => post.status === "queued");
    expect(waiting.map((post) => post.dueAt.toISOString())).toEqual(["2026-04-11T09:00:00.000Z"]);
    expect(rows.filter((post) => post.status === "skipped").length).toBeGreaterThan(58);
  });

  it("can be changed, and is audited", async () => {
    const schedule = await create("0 11 * * *");
    expect(schedule.missedPolicy).toBe("post_late");
    const after = await updateSchedule(world.ctx(), schedule.id, { missedPolicy: "skip" });
    expect(after.missedPolicy).toBe("skip");
    expect(after.nextRunAt).toBe(schedule.nextRunAt);
  });
});

describe("the deadline of a campaign", () => {
  it("is six hours, the workspace's, unless the campaign has its own", async () => {
    const slot = async () => {
      const [post] = await allPosts();
      if (!post) throw new Error("no post");
      return (post.deadlineAt.getTime() - post.dueAt.getTime()) / HOUR_MS;
    };
    await create("0 11 * * *");
    expect(await slot()).toBe(6);
    const { updatedAt } = await getCampaign(world.ctx(), campaignId);
    const campaign = await updateCampaign(world.ctx(), campaignId, {
      ...{ lateAfterMinutes: 90, updatedAt },
    });
    expect(campaign).toMatchObject({ lateAfterMinutes: 90, variantsPerPlatform: 2 });
    expect(campaign.brand.tone).toBe("dry, warm");
    expect(await slot()).toBe(1.5);
    await updateCampaign(world.ctx(), campaignId, {
      ...{ lateAfterMinutes: null, updatedAt: campaign.updatedAt },
    });
    expect(await slot()).toBe(6);
  });
});

describe("zones", () => {
  it("are stored and shown under their current names", async () => {
    const schedule = await create("0 9 * * *", { timeZone: "Asia/Calcutta" });
    expect(schedule.timeZone).toBe("Asia/Kolkata");
    await db().update(schedules).set({ timeZone: "Europe/Kiev" });
    expect((await listSchedules(world.ctx(), {}))[0]?.timeZone).toBe("Europe/Kyiv");
  });
});

describe("new rules for a zone", () => {
  /** As if planned when the zone's clock was an hour ahead of where it is. */
  const planWithOldRules = async () => {
    const schedule = await create("0 9 * * *");
    for (const post of await allPosts()) {
      const slotAt = new Date(post.slotAt.getTime() + HOUR_MS);
      const deadlineAt = new Date(post.deadlineAt.getTime() + HOUR_MS);
      const key = post.idempotencyKey.replace(post.slotAt.toISOString(), slotAt.toISOString());
      await db()
        .update(posts)
        .set({ slotAt, dueAt: slotAt, nextAt: slotAt, deadlineAt, idempotencyKey: key })
        .where(eq(posts.id, post.id));
    }
    const plannedUntil = new Date((schedule.nextRunAt ?? "") as string).getTime() + 31 * DAY_MS;
    await db()
      .update(schedules)
      .set({ plannedUntil: new Date(plannedUntil) });
    return schedule;
  };

  it("moves what lies ahead and nobody touched, and tells", async () => {
    await planWithOldRules();
    const before = await allPosts();
    const [, second, third] = before;
    if (!second || !third) throw new Error("no posts");
    await overridePost(world.ctx(), second.id, { action: { kind: "skip" } });
    await overridePost(world.ctx(), third.id, {
      action: { kind: "move", dueAt: "2026-03-05T18:00:00Z" },
    });
    const moved = await followZoneRules(world.runtime, "2026z");
    const after = await allPosts();
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted();
    expect(ids(after).filter((id) => ids(before).includes(id))).toEqual(ids(before));
    expect(after.find(({ id }) => id === second.id)).toMatchObject({
      ...{ status: "skipped", slotAt: second.slotAt },
    });
    expect(after.find(({ id }) => id === third.id)?.dueAt).toEqual(
      new Date("2026-03-05T18:00:00Z"),
    );
    const own = after.filter(({ id }) => id !== second.id && id !== third.id);
    const hours = new Set(own.map(({ slotAt }) => slotAt.toISOString().slice(11, 16)));
    // Nine o'clock in Berlin, before and after 29 March.
    expect([...hours].toSorted()).toEqual(["07:00", "08:00"]);
    for (const post of own) {
      expect(post.dueAt).toEqual(post.slotAt);
      expect(post.deadlineAt.getTime() - post.dueAt.getTime()).toBe(6 * HOUR_MS);
      expect(post.idempotencyKey.endsWith(post.slotAt.toISOString())).toBe(true);
    }
    // One a day: the skipped and the moved slot got no second post beside them.
    expect(new Set(after.map(({ slotAt }) => slotAt.toISOString().slice(0, 10))).size).toBe(
      after.length,
    );
    const [told] = await db()
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "schedule.realigned"));
    expect(told).toMatchObject({ actorName: "Bandwagon", after: { rules: "2026z" } });
    expect(moved).toBeGreaterThan(25);
  });

  it("looks once for each edition of the rules, and changes nothing that is right", async () => {
    await create("*/30 2 * * *");
    await create("0 9 * * 1-5", { timeZone: "Australia/Lord_Howe" });
    const before = await allPosts();
    expect(await followZoneRules(world.runtime, "2026a")).toBe(0);
    expect(await allPosts()).toEqual(before);
    await planWithOldRules();
    expect(await followZoneRules(world.runtime, "2026a")).toBe(0);
    expect(await followZoneRules(world.runtime, "2026b")).toBeGreaterThan(25);
    expect(await followZoneRules(world.runtime, "2026b")).toBe(0);
  });

  it("leaves alone the schedules of deleted campaigns", async () => {
    await planWithOldRules();
    await db().update(campaigns).set({ deletedAt: world.runtime.clock.now() });
    expect(await followZoneRules(world.runtime, "2026z")).toBe(0);
  });
});
