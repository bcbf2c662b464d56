import { afterEach, beforeEach, expect, it } from "vitest";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { publishDue } from "@/server/scheduler/publish-due";
import { createSchedule } from "@/server/schedules/create-schedule";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import type { PublishParts } from "./publish-post";

const MINUTE = 60_000;
let world: World;

beforeEach(async () => {
  world = await createWorld();
  const campaignId = (await addCampaign(world)).id;
  const accountId = (await addAccount(world)).id;
  await addVariant(world, campaignId, { ordinal: 0 });
  await createSchedule(world.ctx(), {
    campaignId,
    accountIds: [accountId],
    when: { kind: "once", runAt: "2026-03-02T10:00:00Z" },
    timeZone: "UTC",
  });
  world.runtime.clock.advance(60 * MINUTE);
});
afterEach(() => world.close());

const taken: PublishOutcome = {
  kind: "pending",
  checkAfterMs: MINUTE,
  lookRefused: { code: "unauthorized", message: "The access has ended." },
};
const readPost = async () => (await world.runtime.database.db.select().from(posts))[0];
const readAccount = async () => (await world.runtime.database.db.select().from(socialAccounts))[0];
const kindsOf = ({ calls }: ReturnType<typeof createFakePlatform>) => calls.map(({ kind }) => kind);

it("is answered with a fresh access that looks, and nothing is sent again", async () => {
  const platform = createFakePlatform((call) =>
    call.kind === "publish" ? taken : published("seen"),
  );
  await publishDue(world.runtime, platform.parts);
  expect(kindsOf(platform)).toEqual(["publish", "resume"]);
  expect(await readPost()).toMatchObject({ status: "published", externalId: "seen", attempt: 1 });
  expect(await readAccount()).toMatchObject({ status: "active" });
});

it("asks for a person where the fresh access is refused too, and waits for them", async () => {
  const platform = createFakePlatform(() => taken);
  for (let turn = 0; turn < 4; turn++) {
    await publishDue(world.runtime, platform.parts);
    world.runtime.clock.advance(10 * MINUTE);
  }
  expect(kindsOf(platform)).toEqual(["publish", "resume"]);
  expect(await readPost()).toMatchObject({ status: "pending", attempt: 1 });
  expect(await readAccount()).toMatchObject({
    ...{ status: "action_required", statusReason: "The access has ended." },
  });
});

const later = { kind: "retry_later", retryAfterMs: null, code: "busy", message: "Busy." } as const;
it.each<[string, PublishParts["reopenSession"]]>([
  ["is being renewed", async () => ({ ok: false, outcome: later })],
  ["can't be renewed for a fault of ours", () => Promise.reject(new Error("no database"))],
])("never makes a second post while the access %s", async (_name, reopenSession) => {
  let isBack = false;
  const platform = createFakePlatform((call) =>
    isBack && call.kind === "resume" ? published("seen") : taken,
  );
  await publishDue(world.runtime, { ...platform.parts, reopenSession });
  expect(await readPost()).toMatchObject({ status: "pending", attempt: 1 });
  expect(await readAccount()).toMatchObject({ status: "active" });
  isBack = true;
  world.runtime.clock.advance(2 * MINUTE);
  await publishDue(world.runtime, platform.parts);
  expect(await readPost()).toMatchObject({ status: "published", attempt: 1 });
  expect(kindsOf(platform).filter((kind) => kind === "publish")).toHaveLength(1);
});
