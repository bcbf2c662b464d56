import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAccountSession } from "@/server/accounts/open-session";
import { enqueueDuePulls } from "@/server/analytics/enqueue-due-pulls";
import { pullMetrics } from "@/server/analytics/pull-metrics";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { engagementEvents, metrics } from "@/server/db/schema/results";
import { getAdapter } from "@/server/platforms/registry";
import { processWebhooks } from "@/server/testing/process-webhooks";
import { addPublishedPost } from "@/server/testing/published-post";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";
import { receiveWebhook } from "@/server/webhooks/receive-webhook";
import { registerWebhooks } from "@/server/webhooks/register-webhooks";

const minute = 60_000;
let rig: SandboxWorld;
beforeEach(async () => {
  rig = await createSandboxWorld(
    {},
    {
      deliver: async (request) => {
        const platform = new URL(request.url).pathname.split("/").at(-1) ?? "";
        const response = await receiveWebhook(rig.world.runtime, platform, request);
        await processWebhooks(rig.world);
        return response;
      },
    },
  );
});
afterEach(() => rig.close());

const db = () => rig.world.runtime.database.db;
const rung = () => rig.world.runtime.jobs.sent.map((job) => job.name);
const views = async () =>
  (await db().select().from(metrics)).reduce((sum, row) => sum + row.views, 0);

async function connect(platform: "x" | "youtube"): Promise<string> {
  await (await rig.browser()).connect(platform);
  const [account] = await db()
    .select()
    .from(socialAccounts)
    .where(eq(socialAccounts.platform, platform));
  if (!account) throw new Error("no account");
  return account.id;
}

const plain = { format: "post", title: null, media: [], options: {} };

async function publish(accountId: string) {
  const { runtime } = rig.world;
  const opened = await openAccountSession(runtime, accountId);
  if (!opened.ok) throw new Error("no session");
  const outcome = await getAdapter("x").publish(
    opened.session,
    { ...plain, postId: "p", text: "Ninety-four points. Would you wait?" },
    { key: "k", attempt: 1, firstAttemptAt: runtime.clock.now() },
    async () => {},
  );
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  return addPublishedPost(rig.world, { accountId, externalId: outcome.externalId });
}

describe("reading the counts", () => {
  it("moves them into metrics, and reads the sandbox again after a minute", async () => {
    const accountId = await connect("x");
    const post = await publish(accountId);
    const { runtime, workspaceId } = rig.world;
    runtime.clock.advance(90 * minute);
    expect(await enqueueDuePulls(runtime)).toBe(1);
    await pullMetrics(runtime, { workspaceId, accountId });
    const first = await views();
    expect(first).toBeGreaterThan(0);
    expect(await enqueueDuePulls(runtime)).toBe(0);

    runtime.clock.advance(30 * minute);
    expect(await enqueueDuePulls(runtime)).toBe(1);
    await pullMetrics(runtime, { workspaceId, accountId });
    expect(await views()).toBeGreaterThan(first);
    const [row] = await db().select().from(posts).where(eq(posts.id, post.id));
    expect(row?.metricsPulledAt).toEqual(runtime.clock.now());
    expect(row?.metricsNextPullAt?.toISOString()).toBe("2026-03-02T12:00:00.000Z");
  });

  it("tries again later when the platform does not answer", async () => {
    const accountId = await connect("x");
    const post = await publish(accountId);
    const { runtime, workspaceId } = rig.world;
    await rig.served.addFault({ platform: "x", kind: "server_error", scope: "read" });
    runtime.clock.advance(61 * minute);
    await pullMetrics(runtime, { workspaceId, accountId });
    expect(await views()).toBe(0);
    const [row] = await db().select().from(posts).where(eq(posts.id, post.id));
    expect(row?.metricsNextPullAt?.getTime()).toBe(runtime.clock.now().getTime() + 5 * minute);
  });

  it("leaves accounts alone that a person must connect again", async () => {
    const accountId = await connect("x");
    await publish(accountId);
    const { runtime, workspaceId } = rig.world;
    await db().update(socialAccounts).set({ status: "action_required" });
    runtime.clock.advance(90 * minute);
    expect(await enqueueDuePulls(runtime)).toBe(0);
    await pullMetrics(runtime, { workspaceId, accountId });
    expect(await views()).toBe(0);
  });
});

describe("the sandbox's webhooks", () => {
  it("are registered once, proved, signed, and ring for a reading", async () => {
    const accountId = await connect("x");
    const { runtime } = rig.world;
    expect(await registerWebhooks(runtime, accountId)).toBe(true);
    expect(await registerWebhooks(runtime, accountId)).toBe(false);
    await publish(accountId);
    runtime.clock.advance(45 * minute);
    await rig.sandbox.pump();
    const heard = await db().select().from(engagementEvents);
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every((event) => event.postId !== null)).toBe(true);
    expect(rung().filter((name) => name === "pull-metrics")).toHaveLength(1);
    runtime.clock.advance(8 * 24 * 60 * minute);
    expect(await registerWebhooks(runtime, accountId)).toBe(true);
    expect(await db().select().from(metrics)).toEqual([]);
  });

  it("hear of a channel by a hub that asks back first", async () => {
    const accountId = await connect("youtube");
    const { runtime } = rig.world;
    expect(await registerWebhooks(runtime, accountId)).toBe(true);
    await rig.sandbox.pump();
    expect(await registerWebhooks(runtime, accountId)).toBe(false);
    const [account] = await db().select().from(socialAccounts);
    expect(account?.details.webhooksNextAt).toBe("2026-03-06T09:00:00.000Z");
  });
});
