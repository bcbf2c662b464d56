import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { posts } from "@/server/db/schema/posts";
import type { EgressClient } from "@/server/platforms/http";
import { claimPosts } from "@/server/posts/claim-posts";
import { lapseLeases } from "@/server/posts/lapse-leases";
import { publishNow } from "@/server/posts/publish-now";
import { type PublishParts, publishPost } from "@/server/posts/publish-post";
import { saveReceipts } from "@/server/posts/save-receipt";
import { settlePosts } from "@/server/posts/settle-posts";
import { publishDue } from "@/server/scheduler/publish-due";
import { publishParts } from "@/server/scheduler/publish-parts";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import { deleteVariant } from "@/server/variants/delete-variant";
import { getVariant } from "@/server/variants/get-variant";
import { updateVariant } from "@/server/variants/update-variant";

const MINUTE = 60_000;
const busy: PublishOutcome = {
  ...{ kind: "retry_later", retryAfterMs: MINUTE, code: "busy", message: "Come again." },
};
let world: World;
let variantId: string;
let postId: string;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  const { db } = world.runtime.database;
  await db.update(posts).set({ status: "canceled" });
  const campaignId = (await addCampaign(world)).id;
  const accountId = (await addAccount(world)).id;
  variantId = (await addVariant(world, campaignId, { ordinal: 0 })).id;
  postId = (await publishNow(world.ctx(), { campaignId, accountId })).id;
  await addVariant(world, campaignId, { ordinal: 1, text: "The other one" });
});

const advance = (minutes: number) => world.runtime.clock.advance(minutes * MINUTE);
const read = async () => {
  const [post] = await world.runtime.database.db.select().from(posts).where(eq(posts.id, postId));
  return post;
};
const pin = () =>
  world.runtime.database.db
    .update(posts)
    .set({ pinnedVariantId: variantId })
    .where(eq(posts.id, postId));

describe("a second try", () => {
  const platform = createFakePlatform((_, calls) =>
    calls.length % 2 === 1 ? busy : published("a"),
  );
  const tryTwice = async (between: () => Promise<unknown>) => {
    const first = platform.calls.length;
    await publishDue(world.runtime, platform.parts);
    await between();
    advance(10);
    await publishDue(world.runtime, platform.parts);
    return platform.calls.slice(first).map(({ draft }) => draft.text);
  };

  it("says what its variant says by then", async () => {
    await pin();
    const texts = await tryTwice(async () => {
      const { updatedAt } = await getVariant(world.ctx(), variantId);
      await updateVariant(world.ctx(), variantId, { text: "Corrected price", updatedAt });
    });
    expect(texts).toEqual(["Text number 1", "Corrected price"]);
    expect(await read()).toMatchObject({
      status: "published",
      content: { text: "Corrected price" },
    });
  });

  it("says something else where its variant is gone", async () => {
    await pin();
    await publishDue(world.runtime, platform.parts);
    await world.runtime.database.db
      .update(posts)
      .set({ pinnedVariantId: null })
      .where(eq(posts.id, postId));
    await deleteVariant(world.ctx(), variantId);
    advance(10);
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls.slice(-2).map(({ draft }) => draft.text)).toEqual([
      "Text number 1",
      "The other one",
    ]);
  });
});

describe("a process that slept for longer than its lease", () => {
  async function sleepWhilePosting() {
    const sent: string[] = [];
    const http: EgressClient = {
      request: async (url) => {
        sent.push(url);
        throw new Error("nobody answers in this test");
      },
      close: async () => {},
    };
    const { parts } = createFakePlatform();
    const x = parts.adapters.x;
    if (!x) throw new Error("no adapter");
    const sleeper: PublishParts = {
      ...parts,
      adapters: {
        x: {
          ...x,
          publish: async (session, _draft, _key, saveReceipt) => {
            await saveReceipt({ stage: "sending" });
            advance(6);
            await lapseLeases(world.runtime, { exclude: [] });
            await session.http.request("https://example.com/posts", { trust: "operator" });
            return published("sent after all");
          },
        },
      },
      openSession: async () => ({ ok: true, session: { accessToken: "token", http } as never }),
    };
    const shares = { limit: 1, perPlatform: 1 };
    const [claimed] = await claimPosts(world.runtime, { choose: publishParts.choose, ...shares });
    if (!claimed) throw new Error("nothing was claimed");
    const keepReceipt = async (item: Parameters<typeof saveReceipts>[1][number]) =>
      (await saveReceipts(world.runtime, [item]))[0] === true;
    return {
      claimed,
      sent,
      finished: publishPost(world.runtime, { ...sleeper, keepReceipt }, claimed),
    };
  }

  it("sends nothing more when it wakes", async () => {
    const { finished, sent } = await sleepWhilePosting();
    expect((await finished).outcome).toMatchObject({ kind: "unknown", code: "lease_lost" });
    expect(sent).toEqual([]);
    expect(await read()).toMatchObject({ status: "unknown" });
  });

  it("is believed when it has the platform's word that the post is out", async () => {
    const { finished, claimed } = await sleepWhilePosting();
    await finished;
    const db = world.runtime.database.db;
    await db.update(posts).set({ status: "queued", fence: 9 }).where(eq(posts.id, postId));
    const finishedAt = world.runtime.clock.now();
    await settlePosts(world.runtime, [{ claimed, outcome: published("it-is-out"), finishedAt }]);
    expect(await read()).toMatchObject({ status: "published", externalId: "it-is-out" });
    await settlePosts(world.runtime, [{ claimed, outcome: busy, finishedAt }]);
    expect(await read()).toMatchObject({ status: "published" });
  });
});
