import { afterEach, beforeEach, expect, it } from "vitest";
import { contacts } from "@/server/db/schema/contacts";
import { publishNow } from "@/server/posts/publish-now";
import { createSchedule } from "@/server/schedules/create-schedule";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

it("plans no messages before somebody has agreed to get any", async () => {
  const platform = "whatsapp";
  const { id: campaignId } = await addCampaign(world, { platforms: [platform] });
  const { id: accountId } = await addAccount(world, { platform });
  await addVariant(world, campaignId, { platform, format: "message" });
  const { db } = world.runtime.database;
  const person = { workspaceId: world.workspaceId, consentSource: "Form" };
  // Neither a stop nor a consent of tomorrow counts.
  await db.insert(contacts).values([
    { workspaceId: world.workspaceId, phone: "+4520000001" },
    {
      ...person,
      phone: "+4520000002",
      consentAt: new Date("2026-01-01"),
      optedOutAt: new Date("2026-02-01"),
    },
    { ...person, phone: "+4520000003", consentAt: new Date("2030-01-01") },
  ]);
  const plan = () =>
    createSchedule(world.ctx(), {
      ...{ campaignId, accountIds: [accountId], timeZone: "UTC" },
      when: { kind: "cron", cron: "0 9 * * 1-5" },
    });
  const refusal = "Nobody has agreed to get messages on WhatsApp yet.";
  await expect(plan()).rejects.toThrow(refusal);
  await expect(publishNow(world.ctx(), { campaignId, accountId })).rejects.toThrow(refusal);
  await db
    .insert(contacts)
    .values({ ...person, phone: "+4520000004", consentAt: new Date("2026-01-01") });
  expect(await plan()).toHaveLength(1);
});
