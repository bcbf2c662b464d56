import { asc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { posts } from "@/server/db/schema/posts";
import { publishNow } from "@/server/posts/publish-now";
import { publishPostNow } from "@/server/posts/publish-post-now";
import { publishDue } from "@/server/scheduler/publish-due";
import { createSchedule } from "@/server/schedules/create-schedule";
import { createFakePlatform } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

const MINUTE = 60_000;
let world: World;
const platform = createFakePlatform();

beforeAll(async () => {
  world = await createWorld();
  await updateWorkspace(world.ctx(), { settings: { minGapMinutes: 30 } });
});
afterAll(() => world.close());

const advance = (minutes: number) => world.runtime.clock.advance(minutes * MINUTE);
const publish = async () => (await publishDue(world.runtime, platform.parts)).published;

async function scheduleAll(accountId: string, minutes: number[]) {
  const campaignId = (await addCampaign(world)).id;
  await addVariant(world, campaignId, { ordinal: 0 });
  const start = world.runtime.clock.now().getTime();
  for (const minute of minutes) {
    await createSchedule(world.ctx(), {
      campaignId,
      accountIds: [accountId],
      when: { kind: "once", runAt: new Date(start + minute * MINUTE).toISOString() },
      timeZone: "Europe/Copenhagen",
    });
  }
  const rows = await world.runtime.database.db.select().from(posts).orderBy(asc(posts.slotAt));
  return {
    campaignId,
    postIds: rows.filter((row) => row.accountId === accountId).map((p) => p.id),
  };
}

describe("posts of one account", () => {
  it("that came due together go out one by one, as far apart as the workspace asks", async () => {
    const account = await addAccount(world);
    await scheduleAll(account.id, [1, 2, 3]);
    advance(10);
    expect(await publish()).toBe(1);
    advance(29);
    expect(await publish()).toBe(0);
    advance(1);
    expect(await publish()).toBe(1);
    advance(30);
    expect(await publish()).toBe(1);
  });

  it("do not hold up those of another", async () => {
    const [one, other] = [await addAccount(world), await addAccount(world)];
    await scheduleAll(one.id, [1, 2]);
    await scheduleAll(other.id, [1]);
    advance(3);
    expect(await publish()).toBe(2);
    advance(30);
    expect(await publish()).toBe(1);
  });

  it("go out at once where a person says now, and the rest keep their distance from those too", async () => {
    const account = await addAccount(world);
    const { campaignId, postIds } = await scheduleAll(account.id, [1, 2, 3]);
    advance(5);
    expect(await publish()).toBe(1);
    await publishNow(world.ctx(), { campaignId, accountId: account.id });
    expect(await publish()).toBe(1);
    await publishPostNow(world.ctx(), postIds[2] ?? "");
    expect(await publish()).toBe(1);
    advance(29);
    expect(await publish()).toBe(0);
    advance(1);
    expect(await publish()).toBe(1);
  });
});
