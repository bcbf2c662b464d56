import { setTimeout as sleep } from "node:timers/promises";
import { asc } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { publishDue } from "@/server/scheduler/publish-due";
import { startScheduler } from "@/server/scheduler/start-scheduler";
import { createSandboxWorld, type SandboxWorld } from "@/server/testing/sandbox-world";

const HOUR_MS = 3_600_000;
const HOLD_MS = 1500;
let rig: SandboxWorld;

beforeAll(async () => {
  rig = await createSandboxWorld();
  await (await rig.browser()).connect("x");
});
afterAll(() => rig.close());

async function addDuePost(text: string): Promise<void> {
  const { runtime, workspaceId } = rig.world;
  const { db } = runtime.database;
  const [account] = await db.select().from(socialAccounts);
  const at = runtime.clock.now();
  await db.insert(posts).values({
    ...{ workspaceId, platform: "x", accountId: account?.id ?? "", status: "queued" },
    ...{ slotAt: at, dueAt: at, nextAt: at, idempotencyKey: text },
    deadlineAt: new Date(at.getTime() + HOUR_MS),
    content: { format: null, title: null, text, media: [], options: {} },
  });
}

const lastPost = async () =>
  (await rig.world.runtime.database.db.select().from(posts).orderBy(asc(posts.slotAt))).at(-1);

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await sleep(10);
}

it("leaves to others at once what a silent platform keeps, and they find it instead of posting it again", async () => {
  const { runtime } = rig.world;
  await addDuePost("Nobody hears that this is out");
  await rig.served.addFault({ kind: "timeout_after_accept", holdMs: HOLD_MS });
  const scheduler = startScheduler(runtime, { finishWithinMs: 50 });
  await until(() => rig.sandbox.ledger().length === 1);
  const stopped = scheduler.stop();
  await addDuePost("Came due while it stopped");
  await stopped;

  const { db } = runtime.database;
  const [doubtful, fresh] = await db.select().from(posts).orderBy(asc(posts.id));
  expect(doubtful).toMatchObject({
    ...{ status: "unknown", problemCode: "interrupted", leaseUntil: null, attempt: 1, fence: 2 },
    nextAt: runtime.clock.now(),
  });
  expect(fresh).toMatchObject({ status: "queued", attempt: 0 });
  const [attempt] = await db.select().from(postAttempts);
  expect(attempt).toMatchObject({ kind: "publish", outcome: "lost" });

  await publishDue(runtime);
  const ledger = rig.sandbox.ledger();
  expect(ledger).toHaveLength(2);
  const [found] = await db.select().from(posts).orderBy(asc(posts.id));
  expect(found).toMatchObject({ status: "published", externalId: ledger[0]?.externalId });
});

it("waits for an answer that comes in time", async () => {
  const { runtime } = rig.world;
  runtime.clock.advance(1000);
  await addDuePost("Slow, and in time");
  await rig.served.addFault({ kind: "latency", latencyMs: 300 });
  const before = rig.sandbox.ledger().length;
  const scheduler = startScheduler(runtime);
  while ((await lastPost())?.status === "queued") await sleep(10);
  await scheduler.stop();
  expect(await lastPost()).toMatchObject({ status: "published", attempt: 1 });
  expect(rig.sandbox.ledger()).toHaveLength(before + 1);
});
