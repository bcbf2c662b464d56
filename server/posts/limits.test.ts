import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nextMidnight } from "@/lib/domain/calendar-grid";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import { PLATFORMS, type Platform } from "@/lib/platforms/platform";
import { openAccountSession, refreshAfter401 } from "@/server/accounts/open-session";
import { variants } from "@/server/db/schema/campaigns";
import { rateBudgets } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import { countAppPost } from "@/server/limits/budgets";
import { findCircuit, restMs } from "@/server/limits/circuit";
import { guardAdapters } from "@/server/limits/watch-platform";
import { EgressError, type EgressResponse } from "@/server/platforms/http";
import { adapters } from "@/server/platforms/registry";
import { findPostConflicts } from "@/server/posts/find-post-conflicts";
import { publishDue } from "@/server/scheduler/publish-due";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
let world: World;
/** How each platform answers now: a status, with headers, or no answer. */
let answers: Record<string, { status: number | "timeout"; headers?: Record<string, string> }>;
let asked: string[];

beforeEach(async () => {
  world = await createWorld();
  answers = {};
  asked = [];
  world.runtime.egress.request = async (url) => {
    const platform = new URL(url).hostname.split(".")[0] ?? "";
    asked.push(platform);
    const { status, headers = {} } = answers[platform] ?? { status: 200 };
    if (status === "timeout") throw new EgressError("timeout", "late", "no");
    return { status, headers, bytes: new Uint8Array(), text: () => "", json: () => ({}) };
  };
});
afterEach(() => world.close());

const db = () => world.runtime.database.db;
const advance = (ms: number) => world.runtime.clock.advance(ms);

/** Adapters that make one call to their platform and believe its status. */
function parts() {
  const platform = createFakePlatform();
  const real = guardAdapters(
    Object.fromEntries(
      Object.entries(adapters).map(([name, adapter]) => [
        name,
        {
          ...adapter,
          check: () => [],
          publish: async (session: { http: (typeof world.runtime)["egress"] }) => {
            const failed = (code: string) =>
              ({ kind: "retry_later", retryAfterMs: null, code, message: "Down." }) as const;
            let answer: EgressResponse;
            try {
              answer = await session.http.request(`https://${name}.example/`, { trust: "typed" });
            } catch {
              return failed("timeout");
            }
            return answer.status < 300 ? published(uuidv7()) : failed(`http_${answer.status}`);
          },
        },
      ]),
    ) as unknown as typeof adapters,
  );
  return {
    ...platform.parts,
    adapters: real,
    openSession: openAccountSession,
    reopenSession: refreshAfter401,
  };
}

async function addQueued(platform: Platform, accountId?: string) {
  const endpoints = { api: `https://${platform}.example` };
  const account = accountId ?? (await addAccount(world, { platform, endpoints })).id;
  const campaign = await addCampaign(world, { platforms: [platform] });
  await addVariant(world, campaign.id, { platform, title: "A title" });
  const at = world.runtime.clock.now();
  const [post] = await db()
    .insert(posts)
    .values({
      ...{ workspaceId: world.workspaceId, campaignId: campaign.id, accountId: account, platform },
      ...{ slotAt: at, dueAt: at, nextAt: at, status: "queued", idempotencyKey: uuidv7() },
      deadlineAt: new Date(at.getTime() + 6 * 60 * MINUTE),
    })
    .returning();
  if (!post) throw new Error("nothing was inserted");
  return post;
}

const statuses = async (platform: string) =>
  (await db().select().from(posts).where(eq(posts.platform, platform)).orderBy(asc(posts.id))).map(
    (post) => post.status,
  );
const circuit = (platform: string) => findCircuit(db(), { platform, sandbox: true });
const read = async (id: string) => (await db().select().from(posts).where(eq(posts.id, id)))[0];

describe("a platform that fails", () => {
  async function openX() {
    answers.x = { status: 503 };
    for (let nth = 0; nth < 5; nth++) await addQueued("x");
    await publishDue(world.runtime, parts());
    expect(asked).toHaveLength(5);
  }

  it("is left alone after five failures in a row, while others go on", async () => {
    await openX();
    expect(await circuit("x")).toMatchObject({ state: "open", failures: 5, lastError: "http_503" });
    const waiting = await addQueued("x");
    await addQueued("blog");
    await publishDue(world.runtime, parts());
    expect(asked.filter((each) => each === "x")).toHaveLength(5);
    expect(await statuses("blog")).toEqual(["published"]);
    expect(await read(waiting.id)).toMatchObject({
      status: "queued",
      attempt: 0,
      problemCode: "platform_resting",
      problem: expect.stringContaining("goes out by itself"),
      nextAt: new Date(world.runtime.clock.now().getTime() + MINUTE),
    });
  });

  it("is tried with one post after a minute, and goes on once that one is out", async () => {
    await openX();
    answers.x = { status: 200 };
    advance(MINUTE);
    const both = [publishDue(world.runtime, parts()), publishDue(world.runtime, parts())];
    await Promise.all(both);
    await publishDue(world.runtime, parts());
    expect(await circuit("x")).toMatchObject({ state: "closed", failures: 0, nextProbeAt: null });
    expect(await statuses("x")).toEqual(Array.from({ length: 5 }, () => "published"));
    expect(asked).toHaveLength(10);
  });

  it("rests twice as long after each failed try, and no post fails for it", async () => {
    await openX();
    answers.x = { status: "timeout" };
    const waits: number[] = [];
    for (let nth = 0; nth < 9; nth++) {
      const { nextProbeAt } = (await circuit("x")) ?? {};
      const waitMs = (nextProbeAt?.getTime() ?? 0) - world.runtime.clock.now().getTime();
      waits.push(waitMs / MINUTE);
      advance(waitMs);
      await publishDue(world.runtime, parts());
      expect(asked).toHaveLength(6 + nth);
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15, 15, 15]);
    expect(await statuses("x")).toEqual(Array.from({ length: 5 }, () => "queued"));
    expect(await circuit("x")).toMatchObject({ state: "open", lastError: "timeout" });
  });

  it("is not confused with its imitation", async () => {
    await openX();
    const endpoints = { api: "https://x.example" };
    const account = await addAccount(world, { platform: "x", sandbox: false, endpoints });
    answers.x = { status: 200 };
    const post = await addQueued("x", account.id);
    await publishDue(world.runtime, parts());
    expect((await read(post.id))?.status).toBe("published");
    expect((await circuit("x"))?.state).toBe("open");
  });

  it("is not judged by servers that only one account has", async () => {
    answers.x = { status: 503 };
    const endpoints = { api: "https://elsewhere.example" };
    for (let nth = 0; nth < 6; nth++) {
      const account = await addAccount(world, { platform: "x", endpoints });
      await addQueued("x", account.id);
    }
    await publishDue(world.runtime, parts());
    expect(asked).toHaveLength(6);
    expect(await circuit("x")).toBeNull();
  });

  it("is forgiven errors that a success comes between", async () => {
    for (const status of [503, 503, 503, 503, 200, 503]) {
      answers.x = { status };
      await addQueued("x");
      await publishDue(world.runtime, parts());
    }
    expect(await circuit("x")).toMatchObject({ state: "closed", failures: 1, errorCount: 5 });
  });
});

describe("a limit that is used up", () => {
  it("keeps the account's next post until it ends, as the platform's headers tell", async () => {
    const reset = world.runtime.clock.now().getTime() + 20 * MINUTE;
    const headers = {
      "x-rate-limit-limit": "100",
      "x-rate-limit-remaining": "0",
      "x-rate-limit-reset": String(reset / SECOND),
    };
    answers.x = { status: 200, headers };
    const first = await addQueued("x");
    await publishDue(world.runtime, parts());
    expect(await db().select().from(rateBudgets)).toMatchObject([
      { subject: first.accountId, window: "publish", remaining: 0, quota: 100 },
    ]);
    const second = await addQueued("x", first.accountId);
    const other = await addQueued("x");
    await publishDue(world.runtime, parts());
    expect((await read(other.id))?.status).toBe("published");
    expect(await read(second.id)).toMatchObject({
      status: "queued",
      problemCode: "limit_reached",
      nextAt: new Date(reset),
    });
    advance(20 * MINUTE);
    await publishDue(world.runtime, parts());
    expect((await read(second.id))?.status).toBe("published");
  });
});

it.each([
  ["x-app-usage", { call_count: 95, total_time: 3, total_cputime: 3 }, 10, false],
  ["x-business-use-case-usage", { "1": [{ estimated_time_to_regain_access: 30 }] }, 30, true],
])(
  "keeps posts back when %s says that calls come to their end",
  async (name, told, minutes, elsewhere) => {
    answers.facebook = { status: 200, headers: { [name]: JSON.stringify(told) } };
    const first = await addQueued("facebook");
    await publishDue(world.runtime, parts());
    const second = await addQueued("facebook", first.accountId);
    const other = await addQueued("facebook");
    await publishDue(world.runtime, parts());
    const until = new Date(world.runtime.clock.now().getTime() + minutes * MINUTE);
    expect(await read(second.id)).toMatchObject({ problemCode: "limit_reached", nextAt: until });
    expect((await read(other.id))?.status === "published").toBe(elsewhere);
    advance(minutes * MINUTE);
    await publishDue(world.runtime, parts());
    expect((await read(second.id))?.status).toBe("published");
  },
);

it("keeps a wait that a refusal asked for, for all posts of the account", async () => {
  const account = await addAccount(world);
  const told = {
    kind: "retry_later",
    retryAfterMs: 10 * MINUTE,
    code: "slow_down",
    message: "Too many.",
    limit: { of: "posts", until: world.runtime.clock.now().getTime() + 10 * MINUTE },
  } as const;
  const platform = createFakePlatform((_, calls) =>
    calls.length === 1 ? told : published(uuidv7()),
  );
  await addQueued("x", account.id);
  const second = await addQueued("x", account.id);
  await publishDue(world.runtime, platform.parts);
  await publishDue(world.runtime, platform.parts);
  expect(platform.calls).toHaveLength(1);
  expect(await read(second.id)).toMatchObject({ problemCode: "limit_reached" });
  advance(10 * MINUTE);
  await publishDue(world.runtime, platform.parts);
  await publishDue(world.runtime, platform.parts);
  expect(await statuses("x")).toEqual(["published", "published"]);
});

describe("a limit of the app", () => {
  it("keeps the posts of all its accounts until it ends, and no other platform's", async () => {
    const until = world.runtime.clock.now().getTime() + 3 * 60 * MINUTE;
    const platform = createFakePlatform((call, calls) =>
      calls.length === 1
        ? {
            ...{ kind: "retry_later", retryAfterMs: 3 * 60 * MINUTE, code: "quotaExceeded" },
            ...{ message: "The project is out of quota.", limit: { of: "app", until } },
          }
        : published(call.draft.postId),
    );
    await addQueued("x");
    await publishDue(world.runtime, platform.parts);
    const other = await addQueued("x");
    await addQueued("blog");
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls).toHaveLength(2);
    expect(await statuses("blog")).toEqual(["published"]);
    expect(await read(other.id)).toMatchObject({
      ...{ status: "queued", attempt: 0, problemCode: "limit_reached", nextAt: new Date(until) },
    });
    advance(3 * 60 * MINUTE);
    await publishDue(world.runtime, platform.parts);
    expect(await statuses("x")).toEqual(["published", "published"]);
  });

  it("is counted here where the platform does not tell it, until its day is over", async () => {
    const { posts: all = 0, zone = "" } = catalog.youtube.appDaily ?? {};
    const service = { platform: "youtube", sandbox: true };
    const content = { format: "video", title: "A title", text: "", media: [], options: {} };
    const addVideo = async () => {
      const { id } = await addQueued("youtube");
      await db().update(posts).set({ content, contentHash: "hash" }).where(eq(posts.id, id));
      return id;
    };
    for (let nth = 1; nth < all; nth++) await countAppPost(world.runtime, service);
    const first = await addVideo();
    await publishDue(world.runtime, parts());
    expect((await read(first))?.status).toBe("published");
    const second = await addVideo();
    await publishDue(world.runtime, parts());
    const midnight = nextMidnight(world.runtime.clock.now(), zone);
    expect(await read(second)).toMatchObject({ status: "queued", nextAt: midnight });
    advance(midnight.getTime() - world.runtime.clock.now().getTime());
    const third = await addVideo();
    await publishDue(world.runtime, parts());
    expect((await read(third))?.status).toBe("published");
  });
});

describe("a daily cap", () => {
  const [platform, cap] = PLATFORMS.flatMap((each) => {
    const { dailyPosts } = catalog[each];
    return dailyPosts === undefined ? [] : [[each, dailyPosts] as const];
  }).toSorted(([, a], [, b]) => a - b)[0] ?? ["x", 0];

  /** As many as the cap allows, the first of them twenty hours ago. */
  async function spend() {
    const account = await addAccount(world, { platform });
    const first = world.runtime.clock.now().getTime() - 20 * 60 * MINUTE;
    for (let nth = 0; nth < cap; nth++) {
      const at = new Date(first + nth * MINUTE);
      await addPublishedPost(world, {
        ...{ accountId: account.id, platform, slotAt: at, dueAt: at, publishedAt: at },
      });
    }
    return { accountId: account.id, freeAt: new Date(first + 24 * 60 * MINUTE) };
  }

  it("keeps the next post until the first one is a day old", async () => {
    const { accountId, freeAt } = await spend();
    const post = await addQueued(platform, accountId);
    await publishDue(world.runtime, parts());
    expect(await read(post.id)).toMatchObject({
      status: "queued",
      attempt: 0,
      problemCode: "daily_cap",
      nextAt: freeAt,
    });
    advance(4 * 60 * MINUTE);
    await publishDue(world.runtime, parts());
    expect(await read(post.id)).not.toMatchObject({ problemCode: "daily_cap" });
  });

  it("is known in the plan", async () => {
    const { accountId, freeAt } = await spend();
    const soon = world.runtime.clock.now();
    const conflicts = await findPostConflicts(db(), world.ctx(), [
      { id: "too early", accountId, at: soon },
      { id: "in time", accountId, at: freeAt },
    ]);
    expect([...conflicts]).toEqual([["too early", { kind: "daily_cap", cap }]]);
  });
});

describe("a daily cap on one kind of post", () => {
  const cap = findFormat(catalog.facebook, "reel").dailyPosts ?? 0;
  const content = (format: string) => ({ format, title: null, text: "", media: [], options: {} });

  /** As many reels as the cap allows, the first of them twenty hours ago. */
  async function spend() {
    const { accountId } = await addQueued("facebook");
    await publishDue(world.runtime, parts());
    const first = world.runtime.clock.now().getTime() - 20 * 60 * MINUTE;
    for (let nth = 0; nth < cap; nth++) {
      const at = new Date(first + nth * MINUTE);
      await addPublishedPost(world, {
        ...{ accountId, platform: "facebook", slotAt: at, dueAt: at, publishedAt: at },
        content: content("reel"),
      });
    }
    return { accountId, freeAt: new Date(first + 24 * 60 * MINUTE) };
  }

  const add = async (accountId: string, format: string) => {
    const post = await addQueued("facebook", accountId);
    await db()
      .update(posts)
      .set({ content: content(format) })
      .where(eq(posts.id, post.id));
    return post;
  };

  it("keeps the next one of this kind, and no other", async () => {
    const { accountId, freeAt } = await spend();
    const reel = await add(accountId, "reel");
    const photo = await add(accountId, "photo");
    await publishDue(world.runtime, parts());
    await publishDue(world.runtime, parts());
    expect((await read(photo.id))?.status).toBe("published");
    const held = { status: "queued", attempt: 0, problemCode: "daily_cap", nextAt: freeAt };
    expect(await read(reel.id)).toMatchObject(held);
    advance(4 * 60 * MINUTE);
    await publishDue(world.runtime, parts());
    expect((await read(reel.id))?.status).toBe("published");
  });

  it("is known in the plan, from what all variants of a campaign are", async () => {
    const { accountId } = await spend();
    advance(60 * MINUTE);
    const planned = await addQueued("facebook", accountId);
    const place = { id: planned.id, accountId, at: planned.dueAt };
    const conflict = async () =>
      (await findPostConflicts(db(), world.ctx(), [place])).get(planned.id);
    expect(await conflict()).toBeUndefined();
    const ofCampaign = eq(variants.campaignId, planned.campaignId ?? "");
    await db().update(variants).set({ format: "reel" }).where(ofCampaign);
    expect(await conflict()).toEqual({ kind: "daily_cap", cap, format: "Reel" });
  });
});

it("rests a quarter of an hour at most", () => {
  expect([1, 2, 3, 4, 5, 50].map((nth) => restMs(nth) / MINUTE)).toEqual([1, 2, 4, 8, 15, 15]);
});
