import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CreateSchedule } from "@/lib/contracts/schedules";
import { auditLog, heartbeats } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { overridePost } from "@/server/posts/override-post";
import { tick } from "@/server/scheduler/tick";
import { createSchedule } from "@/server/schedules/create-schedule";
import { deleteSchedule } from "@/server/schedules/delete-schedule";
import { listSchedules } from "@/server/schedules/list-schedules";
import { previewSchedule } from "@/server/schedules/preview-schedule";
import { updateSchedule } from "@/server/schedules/update-schedule";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

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

const input = (more: Partial<CreateSchedule> = {}): CreateSchedule => ({
  campaignId,
  accountIds: [accountId],
  when: { kind: "cron", cron: "0 9 * * 1-5" },
  timeZone: "Europe/Copenhagen",
  ...more,
});
const create = async (more: Partial<CreateSchedule> = {}) => {
  const [schedule] = await createSchedule(world.ctx(), input(more));
  if (!schedule) throw new Error("no schedule");
  return schedule;
};
const allPosts = () => world.runtime.database.db.select().from(posts).orderBy(asc(posts.slotAt));

describe("creating", () => {
  it("puts thirty days of slots on the calendar, on the wall clock of the zone", async () => {
    const schedule = await create();
    expect(schedule.words).toContain("Every weekday at 09:00");
    const slots = (await allPosts()).map((post) => post.slotAt.toISOString());
    expect(slots[0]).toBe("2026-03-03T08:00:00.000Z");
    // Summer time begins on 29 March.
    expect(slots.at(-1)).toBe("2026-04-01T07:00:00.000Z");
    expect(slots).toHaveLength(22);
  });

  it.each([
    [
      "a time in the past",
      { when: { kind: "once" as const, runAt: "2026-03-02T08:00:00Z" } },
      "That time has passed. Choose a later one.",
    ],
    [
      "a cron that never fires",
      { when: { kind: "cron" as const, cron: "0 0 31 2 *" } },
      "never fires",
    ],
    [
      "a cron that can't be read",
      { when: { kind: "cron" as const, cron: "now and then" } },
      "five fields",
    ],
    ["a zone that does not exist", { timeZone: "Mars/Olympus" }, "no time zone called"],
  ])("refuses %s", async (_, more, message) => {
    await expect(create(more)).rejects.toThrow(message);
    expect(await allPosts()).toHaveLength(0);
  });

  it("refuses a platform without a variant that may go out", async () => {
    const video = await addCampaign(world, { platforms: ["youtube", "x"] });
    const channel = await addAccount(world, { platform: "youtube" });
    const on = { campaignId: video.id, accountIds: [channel.id] };
    await expect(create(on)).rejects.toThrow("no YouTube variant yet");
    await addVariant(world, video.id, { platform: "youtube", title: "Autumn" });
    await expect(create(on)).rejects.toThrow(
      "This YouTube campaign has no variant with a video yet. Upload an MP4 to one first.",
    );
  });

  it("refuses a disconnected account, another workspace's ids and a completed campaign", async () => {
    const gone = await addAccount(world, { status: "disconnected", handle: "gone" });
    await expect(create({ accountIds: [gone.id] })).rejects.toThrow("gone on X is disconnected");
    const other = await addWorkspace(world.runtime, "Other");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    await expect(createSchedule(stranger, input())).rejects.toMatchObject({ code: "not_found" });
    const done = await addCampaign(world, { status: "completed" });
    await expect(create({ campaignId: done.id })).rejects.toThrow("completed");
  });

  it("shows the next ten runs before anything is saved", async () => {
    const preview = await previewSchedule(world.ctx(), {
      when: { kind: "cron", cron: "30 18 * * 5" },
      timeZone: "America/New_York",
    });
    expect(preview.runs).toHaveLength(10);
    expect(preview.runs[0]).toBe("2026-03-06T23:30:00.000Z");
    expect(preview.words).toBe("Every Friday at 18:30");
  });

  it("says which run comes too close to a post of the same account, and to no other", async () => {
    await createSchedule(world.ctx(), {
      ...{ campaignId, accountIds: [accountId], timeZone: "UTC" },
      when: { kind: "once", runAt: "2026-03-05T10:00:00Z" },
    });
    const other = await addAccount(world, { handle: "other" });
    const preview = (runAt: string) =>
      previewSchedule(world.ctx(), {
        ...{ when: { kind: "once", runAt }, timeZone: "UTC" },
        accountIds: [accountId, other.id],
      });
    expect((await preview("2026-03-05T10:10:00Z")).conflicts).toEqual([
      {
        accountId,
        at: "2026-03-05T10:10:00.000Z",
        otherAt: "2026-03-05T10:00:00.000Z",
        gapMinutes: 10,
      },
    ]);
    expect((await preview("2026-03-05T10:15:00Z")).conflicts).toEqual([]);
  });
});

describe("changing", () => {
  it("plans anew what lies ahead, and keeps what a person decided", async () => {
    const schedule = await create();
    const [first, second] = await allPosts();
    if (!first || !second) throw new Error("no posts");
    await overridePost(world.ctx(), second.id, { action: { kind: "skip" } });
    await updateSchedule(world.ctx(), schedule.id, { when: { kind: "cron", cron: "0 17 * * *" } });
    const now = await allPosts();
    expect(now.some((post) => post.id === first.id)).toBe(false);
    expect(now.filter((post) => post.status === "skipped").map((post) => post.id)).toEqual([
      second.id,
    ]);
    expect(now.filter((post) => post.slotAt.getUTCHours() >= 15)).toHaveLength(30);
    await updateSchedule(world.ctx(), schedule.id, { when: { kind: "cron", cron: "0 9 * * 1-5" } });
    const back = await allPosts();
    expect(back).toHaveLength(22);
    expect(back[0]).toMatchObject({ status: "queued", slotAt: first.slotAt });
  });

  it("takes back every slot when it is deleted, and says who did", async () => {
    const schedule = await create();
    await deleteSchedule(world.ctx(), schedule.id);
    expect(await allPosts()).toHaveLength(0);
    expect(await listSchedules(world.ctx(), {})).toHaveLength(0);
    const rows = await world.runtime.database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "schedule.deleted"));
    expect(rows[0]).toMatchObject({ actorName: "Ines Moreau", subjectId: schedule.id });
    await create();
    expect(await allPosts()).toHaveLength(22);
  });
});

describe("the tick", () => {
  it("plans further as time goes by, once each, and leaves a heartbeat", async () => {
    await create({ when: { kind: "cron", cron: "0 9 * * *" } });
    expect(await allPosts()).toHaveLength(30);
    world.runtime.clock.advance(3 * 86_400_000);
    expect((await tick(world.runtime)).planned).toBe(3);
    expect((await tick(world.runtime)).planned).toBe(0);
    const [beat] = await world.runtime.database.db.select().from(heartbeats);
    expect(beat).toMatchObject({ name: "tick", beatAt: world.runtime.clock.now() });
  });

  it("fills a dense cadence to two hundred slots and no more", async () => {
    await create({ when: { kind: "cron", cron: "*/5 * * * *" } });
    expect(await allPosts()).toHaveLength(200);
    await tick(world.runtime);
    expect(await allPosts()).toHaveLength(200);
    world.runtime.clock.advance(3_600_000);
    expect((await tick(world.runtime)).planned).toBe(11);
  });
});
