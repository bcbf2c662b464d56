import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Platform } from "@/lib/platforms/platform";
import { socialAccounts } from "@/server/db/schema/accounts";
import { enqueueDueJobs } from "@/server/scheduler/enqueue-due-jobs";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { receiveWebhook } from "@/server/webhooks/receive-webhook";
import { registerWebhooks } from "@/server/webhooks/register-webhooks";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

let rig: SandboxWorld;
beforeEach(async () => {
  rig = await createSandboxWorld(
    {},
    {
      deliver: (request) => {
        const platform = new URL(request.url).pathname.split("/").at(-1) ?? "";
        return receiveWebhook(rig.world.runtime, platform, request);
      },
    },
  );
});
afterEach(() => rig.close());

const db = () => rig.world.runtime.database.db;

async function connect(platform: Platform, username?: string) {
  await (await rig.browser()).connect(platform, username);
  return accountOf(platform);
}

async function accountOf(platform: Platform) {
  const [row] = await db()
    .select()
    .from(socialAccounts)
    .where(eq(socialAccounts.platform, platform));
  if (!row) throw new Error(`no ${platform} account`);
  return row;
}

/** One tick, with the jobs that it rang for. For each account: whether it is subscribed now. */
async function tick(): Promise<boolean[]> {
  const { runtime } = rig.world;
  const before = runtime.jobs.sent.length;
  await enqueueDueJobs(runtime);
  const done: boolean[] = [];
  for (const { name, payload } of runtime.jobs.sent.slice(before)) {
    if (name !== "register-webhooks") continue;
    const { accountId } = payload as { accountId: string };
    done.push(await registerWebhooks(runtime, accountId));
  }
  return done;
}

it("asks again later for what the platform could not do at the time", async () => {
  await connect("whatsapp", "70123456");
  await rig.served.addFault({ platform: "whatsapp", kind: "server_error", scope: "read" });
  expect(await tick()).toEqual([false]);
  expect(await tick()).toEqual([]);
  rig.world.runtime.clock.advance(61 * minuteMs);
  expect(await tick()).toEqual([true]);
  rig.world.runtime.clock.advance(dayMs);
  expect(await tick()).toEqual([]);
});

it("renews what runs out before its end, also when nothing is read", async () => {
  await connect("youtube");
  expect(await tick()).toEqual([true]);
  await rig.sandbox.pump();
  rig.world.runtime.clock.advance(4 * dayMs - minuteMs);
  expect(await tick()).toEqual([]);
  rig.world.runtime.clock.advance(2 * minuteMs);
  expect(await tick()).toEqual([true]);
  const { details } = await accountOf("youtube");
  const next = rig.world.runtime.clock.now().getTime() + 4 * dayMs;
  expect(details.webhooksNextAt).toBe(new Date(next).toISOString());
});

it("asks once, however many ring for it", async () => {
  const { id } = await connect("x");
  const { runtime } = rig.world;
  const rung = await Promise.all([1, 2, 3].map(() => registerWebhooks(runtime, id)));
  expect(rung.sort()).toEqual([false, false, true]);
});

it("asks anew when an account is connected again", async () => {
  await connect("x");
  expect(await tick()).toEqual([true]);
  await connect("x");
  expect(await tick()).toEqual([true]);
});

it("leaves alone whom only a person can help", async () => {
  await connect("x");
  await db().update(socialAccounts).set({ status: "action_required" });
  expect(await tick()).toEqual([]);
});
