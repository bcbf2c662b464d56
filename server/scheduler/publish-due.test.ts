import { setTimeout } from "node:timers/promises";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { socialAccounts } from "@/server/db/schema/accounts";
import { variants } from "@/server/db/schema/campaigns";
import { auditLog, events } from "@/server/db/schema/facts";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { optimizerDecisions, optimizerState } from "@/server/db/schema/results";
import type { Session } from "@/server/platforms/adapter";
import { lapseLeases } from "@/server/posts/lapse-leases";
import { publishNow } from "@/server/posts/publish-now";
import { publishDue } from "@/server/scheduler/publish-due";
import { tick } from "@/server/scheduler/tick";
import { createSchedule } from "@/server/schedules/create-schedule";
import { pauseAll } from "@/server/schedules/pause-all";
import { countPosts } from "@/server/testing/count-posts";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import { addPublishedPost } from "@/server/testing/published-post";
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
let campaignId: string;
let accountId: string;

beforeEach(async () => {
  world = await createWorld();
  campaignId = (await addCampaign(world)).id;
  accountId = (await addAccount(world)).id;
  await addVariant(world, campaignId, { ordinal: 0 });
  await addVariant(world, campaignId, { ordinal: 1 });
});
afterEach(() => world.close());

const scheduleOnce = (runAt = "2026-03-02T10:00:00Z") =>
  createSchedule(world.ctx(), {
    campaignId,
    accountIds: [accountId],
    when: { kind: "once", runAt },
    timeZone: "Europe/Copenhagen",
  });
const allPosts = () => world.runtime.database.db.select().from(posts).orderBy(asc(posts.slotAt));
const onlyPost = async () => {
  const [post] = await allPosts();
  if (!post) throw new Error("no post");
  return post;
};
const setAccountStatus = (status: "active" | "disconnected") =>
  world.runtime.database.db.update(socialAccounts).set({ status });
const advance = (minutes: number) => world.runtime.clock.advance(minutes * MINUTE);

it("goes on with an account that was busy when everything else had gone out", async () => {
  const slow = (await addAccount(world)).id;
  const now = world.runtime.clock.now();
  const due = { slotAt: now, dueAt: now, nextAt: now, status: "queued" as const };
  const deadlineAt = new Date(now.getTime() + 60 * MINUTE);
  await updateWorkspace(world.ctx(), { settings: { minGapMinutes: 0 } });
  await world.runtime.database.db.insert(posts).values(
    [slow, slow, accountId].map((account, nth) => ({
      ...{ workspaceId: world.workspaceId, campaignId, accountId: account, platform: "x" },
      ...{ ...due, deadlineAt, idempotencyKey: `${nth}` },
    })),
  );
  const platform = createFakePlatform(async (_call, calls) => {
    const nth = calls.length;
    // The first answers only when a look for more has found nothing.
    if (nth === 1) await setTimeout(100);
    return published(`id-${nth}`);
  });
  await publishDue(world.runtime, platform.parts);
  expect((await allPosts()).map(({ status }) => status)).toEqual(Array(3).fill("published"));
});

describe("a due post", () => {
  it("goes out once, with a decision, an attempt, an event and an audit row", async () => {
    const [schedule] = await scheduleOnce();
    expect(schedule?.nextRunAt).toBe("2026-03-02T10:00:00.000Z");
    const platform = createFakePlatform();
    expect(await publishDue(world.runtime, platform.parts)).toEqual({
      claimed: 0,
      published: 0,
      failed: 0,
    });
    advance(60);
    expect((await publishDue(world.runtime, platform.parts)).published).toBe(1);
    expect((await publishDue(world.runtime, platform.parts)).claimed).toBe(0);
    const post = await onlyPost();
    expect(post).toMatchObject({
      status: "published",
      externalId: "id-1",
      attempt: 1,
      contentHash: "hash-0",
      content: { text: "Text number 1" },
      leaseUntil: null,
    });
    expect(post.metricsNextPullAt?.toISOString()).toBe("2026-03-02T11:00:00.000Z");
    const { db } = world.runtime.database;
    const [attempt] = await db.select().from(postAttempts);
    expect(attempt).toMatchObject({ kind: "publish", outcome: "published", attempt: 1 });
    const [decision] = await db.select().from(optimizerDecisions);
    expect(decision).toMatchObject({ kind: "cold_start", variantId: post.variantId });
    expect(decision?.reason).toContain("Chose A");
    const names = (await db.select().from(events).orderBy(asc(events.seq))).map((e) => e.name);
    expect(names).toEqual([
      "schedule.created",
      "post.planned",
      "optimizer.chose",
      "post.published",
    ]);
    const actions = (await db.select().from(auditLog)).map((row) => row.action);
    expect(actions).toContain("post.published");
    expect(await db.select().from(optimizerState)).toHaveLength(1);
  });

  it("gives each variant one post, then prefers what earned more", async () => {
    await createSchedule(world.ctx(), {
      campaignId,
      accountIds: [accountId],
      when: { kind: "cron", cron: "0 * * * *" },
      timeZone: "UTC",
    });
    const platform = createFakePlatform();
    const { db } = world.runtime.database;
    for (let hour = 0; hour < 3; hour++) {
      advance(60);
      await publishDue(world.runtime, platform.parts);
      const list = await allPosts();
      const post = list.find((p) => p.status === "published" && !p.metricsPulledAt);
      if (!post) throw new Error("nothing was published");
      const good = post.contentHash === "hash-1";
      const observedAt = world.runtime.clock.now();
      const seen = { postId: post.id, source: "pull" as const, observedAt };
      const counts = { views: 1000, likes: good ? 600 : 10 };
      await countPosts(db, [{ workspaceId: world.workspaceId, ...seen, ...counts }]);
      await db.update(posts).set({ metricsPulledAt: new Date() }).where(eq(posts.id, post.id));
    }
    expect(platform.calls.map((call) => call.draft.text)).toEqual([
      "Text number 1",
      "Text number 2",
      "Text number 2",
    ]);
  });

  it("learns nothing for a real account from what the sandbox's audience did", async () => {
    const [favourite] = await world.runtime.database.db
      .select()
      .from(variants)
      .where(eq(variants.ordinal, 1));
    const post = await addPublishedPost(world, {
      accountId,
      campaignId,
      variantId: favourite?.id ?? null,
    });
    const seen = { source: "pull" as const, observedAt: world.runtime.clock.now() };
    await countPosts(world.runtime.database.db, [
      { workspaceId: world.workspaceId, postId: post.id, ...seen, views: 1000, likes: 900 },
    ]);
    const real = await addAccount(world, { sandbox: false });
    await publishNow(world.ctx(), { campaignId, accountId: real.id });
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    const [decision] = await world.runtime.database.db.select().from(optimizerDecisions);
    expect(decision).toMatchObject({ kind: "cold_start" });
    expect(platform.calls.map((call) => call.draft.text)).toEqual(["Text number 1"]);
    const unknown = expect.objectContaining({ posts: 0, successes: 0, exposure: 0 });
    expect(decision?.snapshot?.beliefs).toEqual([unknown, unknown]);
  });

  it("keeps no secret of its account that the platform sends back", async () => {
    await scheduleOnce();
    advance(60);
    const secrets = ["access-secret", "key-of-the-site", "pass word"];
    const [accessToken = "", apiKey = "", password = ""] = secrets;
    const basic = Buffer.from(`ines:${password}`).toString("base64");
    const credentials = { apiKey, password, username: "ines" };
    const known: Partial<Session> = { accessToken, credentials };
    const session = known as Session;
    const echo = `<pre>X-Api: ${apiKey}; Basic ${basic}; ${accessToken}; ${password}</pre>`;
    const platform = createFakePlatform(() => ({
      ...published("id-1"),
      response: { status: 200, body: echo, [apiKey]: [echo] },
    }));
    const openSession = () => Promise.resolve({ ok: true as const, session });
    await publishDue(world.runtime, { ...platform.parts, openSession });
    const [attempt] = await world.runtime.database.db.select().from(postAttempts);
    const stored = JSON.stringify(attempt?.response);
    expect(stored).toContain("X-Api: [redacted]");
    for (const secret of [...secrets, basic]) expect(stored).not.toContain(secret);
  });

  it("is held by any pause and is skipped, not failed, once its time is over", async () => {
    await scheduleOnce();
    await pauseAll(world.ctx(), true);
    advance(60);
    const platform = createFakePlatform();
    expect((await publishDue(world.runtime, platform.parts)).claimed).toBe(0);
    advance(361);
    expect((await tick(world.runtime)).tooLate).toBe(1);
    const post = await onlyPost();
    expect(post).toMatchObject({ status: "skipped", problemCode: "all_paused" });
    expect(post.problem).toBe("Paused at its time: Ines Moreau had paused everything.");
    expect(platform.calls).toHaveLength(0);
    const { db } = world.runtime.database;
    const rows = await db.select().from(auditLog).where(eq(auditLog.subjectId, post.id));
    expect(rows).toMatchObject([{ action: "post.skipped", after: { status: "skipped" } }]);
  });

  it("waits while no variant may be posted, and says why", async () => {
    await scheduleOnce();
    await world.runtime.database.db.update(variants).set({ deletedAt: new Date() });
    advance(60);
    await publishDue(world.runtime, createFakePlatform().parts);
    const post = await onlyPost();
    expect(post).toMatchObject({
      status: "queued",
      attempt: 0,
      problemCode: "no_variant",
      content: null,
    });
  });

  it("is tried again with the same content after a passing failure", async () => {
    await scheduleOnce();
    advance(60);
    const platform = createFakePlatform((_, calls) =>
      calls.length === 1
        ? { kind: "retry_later", retryAfterMs: 2 * MINUTE, code: "busy", message: "X is busy." }
        : published("late"),
    );
    await publishDue(world.runtime, platform.parts);
    expect(await onlyPost()).toMatchObject({ status: "queued", problem: "X is busy.", attempt: 1 });
    advance(2);
    await publishDue(world.runtime, platform.parts);
    expect(await onlyPost()).toMatchObject({ status: "published", externalId: "late", attempt: 2 });
    expect(platform.calls[1]?.draft.text).toBe("Text number 1");
    expect(platform.calls[1]?.key.key).toBe(platform.calls[0]?.key.key);
  });

  it("rests the account, or asks for a reconnect", async () => {
    await scheduleOnce();
    advance(60);
    const until = world.runtime.clock.now().getTime() + 5 * MINUTE;
    const platform = createFakePlatform((_, calls) =>
      calls.length === 1
        ? {
            kind: "retry_later",
            retryAfterMs: 0,
            code: "limit",
            message: "Slow down.",
            limit: { of: "account", until },
          }
        : { kind: "reconnect", code: "revoked", message: "The access was taken back." },
    );
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls).toHaveLength(1);
    advance(5);
    await publishDue(world.runtime, platform.parts);
    expect(await onlyPost()).toMatchObject({
      status: "blocked",
      problem: "The access was taken back.",
    });
    const [account] = await world.runtime.database.db.select().from(socialAccounts);
    expect(account).toMatchObject({
      status: "action_required",
      statusReason: "The access was taken back.",
    });
  });
});

describe("a post in doubt", () => {
  it("is looked up, never sent again blindly, when the adapter breaks", async () => {
    await scheduleOnce();
    advance(60);
    const platform = createFakePlatform((call) => {
      if (call.kind === "publish") throw new Error("the connection broke");
      return published("found");
    });
    await publishDue(world.runtime, platform.parts);
    expect(await onlyPost()).toMatchObject({ status: "unknown" });
    advance(1);
    await publishDue(world.runtime, platform.parts);
    expect(await onlyPost()).toMatchObject({ status: "published", externalId: "found" });
    expect(platform.calls.map((call) => call.kind)).toEqual(["publish", "resume"]);
  });

  it("is looked up, never sent again blindly, when the answer can't be worked through", async () => {
    await scheduleOnce();
    advance(60);
    let response: unknown = "echo";
    for (let depth = 0; depth < 50_000; depth++) response = [response];
    const platform = createFakePlatform(() => ({ ...published("there"), response }));
    await publishDue(world.runtime, platform.parts);
    expect(await onlyPost()).toMatchObject({ status: "unknown", problemCode: "adapter_failed" });
  });

  it("is looked up, not called published, when the platform gives no id for it", async () => {
    await scheduleOnce();
    advance(60);
    const platform = createFakePlatform(({ kind }) =>
      published(kind === "publish" ? "" : "found there"),
    );
    await publishDue(world.runtime, platform.parts);
    expect(await onlyPost()).toMatchObject({ status: "unknown", problemCode: "no_id" });
    advance(5);
    await publishDue(world.runtime, platform.parts);
    expect(await onlyPost()).toMatchObject({ status: "published", externalId: "found there" });
    expect(platform.calls.map(({ kind }) => kind)).toEqual(["publish", "resume"]);
  });

  it("is resumed after its publisher died, and the dead one's answer loses", async () => {
    await scheduleOnce();
    advance(60);
    let answer: (outcome: ReturnType<typeof published>) => void = () => {};
    const slow = createFakePlatform(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    const first = publishDue(world.runtime, slow.parts);
    await expect.poll(() => slow.calls.length).toBe(1);
    advance(6);
    const second = createFakePlatform(() => published("seen"));
    await publishDue(world.runtime, second.parts);
    expect(second.calls.map((call) => call.kind)).toEqual(["resume"]);
    answer(published("dead"));
    await first;
    expect(await onlyPost()).toMatchObject({ status: "published", externalId: "seen" });
    expect(await lapseLeases(world.runtime, { exclude: [] })).toBe(0);
  });

  it.each([
    [{ kind: "retry_later", retryAfterMs: null, code: "refresh_pending", message: "Renewing." }],
    [{ kind: "rejected", code: "media_gone", message: "The file is gone." }],
    [null],
  ] as const)("stays in doubt while nobody could look: %j", async (outcome) => {
    await scheduleOnce();
    advance(60);
    const platform = createFakePlatform(() => ({ kind: "unknown", code: "x", message: "Lost." }));
    await publishDue(world.runtime, platform.parts);
    advance(1);
    const openSession = outcome
      ? () => Promise.resolve({ ok: false as const, outcome })
      : () => Promise.reject(new Error("the database is away"));
    await publishDue(world.runtime, { ...platform.parts, openSession });
    expect(await onlyPost()).toMatchObject({ status: "unknown", attempt: 1 });
    expect(platform.calls.map((call) => call.kind)).toEqual(["publish"]);
  });

  it("waits for its account to be connected again, and is looked up then", async () => {
    await scheduleOnce();
    advance(60);
    let kind: "pending" | "reconnect" = "pending";
    const platform = createFakePlatform(() =>
      kind === "pending"
        ? { kind, checkAfterMs: MINUTE }
        : { kind, code: "revoked", message: "The access was taken back." },
    );
    await publishDue(world.runtime, platform.parts);
    kind = "reconnect";
    for (let look = 0; look < 5; look++) {
      advance(10);
      await publishDue(world.runtime, platform.parts);
    }
    // Once with each token; then nobody asks before there is a new one.
    expect(platform.calls.filter((call) => call.kind === "resume")).toHaveLength(2);
    expect(await onlyPost()).toMatchObject({ status: "unknown" });
    await setAccountStatus("active");
    const seen = createFakePlatform(() => published("seen"));
    await publishDue(world.runtime, seen.parts);
    expect(seen.calls.map((call) => call.kind)).toEqual(["resume"]);
    expect(await onlyPost()).toMatchObject({ status: "published", externalId: "seen" });
  });

  it("is a person's to settle once its account is disconnected", async () => {
    await scheduleOnce();
    advance(60);
    const platform = createFakePlatform(() => ({ kind: "pending", checkAfterMs: 60 * MINUTE }));
    await publishDue(world.runtime, platform.parts);
    await setAccountStatus("disconnected");
    await tick(world.runtime);
    await tick(world.runtime);
    expect(await onlyPost()).toMatchObject({ status: "parked", problemCode: "cannot_ask" });
  });

  it("ends with a person after three looks that tell nothing", async () => {
    await scheduleOnce();
    advance(60);
    const platform = createFakePlatform(() => ({
      kind: "unknown",
      code: "silent",
      message: "No answer.",
    }));
    for (let i = 0; i < 8; i++) {
      await publishDue(world.runtime, platform.parts);
      advance(10);
    }
    expect(await onlyPost()).toMatchObject({ status: "parked", problem: "No answer." });
    expect(platform.calls.filter((call) => call.kind === "publish")).toHaveLength(1);
  });
});

describe("many posts", () => {
  it("go out one at a time for each account, each once, from two publishers at once", async () => {
    const others = [];
    for (let i = 0; i < 5; i++) others.push((await addAccount(world, { handle: `a${i}` })).id);
    const db = world.runtime.database.db;
    const now = world.runtime.clock.now();
    await db.insert(posts).values(
      others.flatMap((id) =>
        [0, 1, 2].map((n) => ({
          workspaceId: world.workspaceId,
          campaignId,
          accountId: id,
          platform: "x",
          slotAt: now,
          dueAt: now,
          nextAt: now,
          deadlineAt: new Date(now.getTime() + 60 * MINUTE),
          status: "queued" as const,
          idempotencyKey: `${id}:${n}`,
        })),
      ),
    );
    const platform = createFakePlatform();
    await Promise.all([
      publishDue(world.runtime, platform.parts),
      publishDue(world.runtime, platform.parts),
    ]);
    await publishDue(world.runtime, platform.parts);
    expect(new Set(platform.calls.map((call) => call.key.key)).size).toBe(15);
    expect(platform.calls).toHaveLength(15);
    const stored = await allPosts();
    expect(stored.every((post) => post.status === "published")).toBe(true);
    const chosen = Map.groupBy(stored, (post) => post.contentHash);
    expect(chosen.size).toBe(2);
  });
});
