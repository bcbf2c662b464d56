import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { joinParts } from "@/lib/domain/text-parts";
import { linkSettings, links } from "@/server/db/schema/links";
import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import { getPost } from "@/server/posts/get-post";
import { overridePost } from "@/server/posts/override-post";
import { publishDue } from "@/server/scheduler/publish-due";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  createWorld,
  type World,
} from "@/server/testing/world";
import { contentHash } from "@/server/variants/content-hash";

const APP_URL = "https://go.northlight.coffee";
const URL = "https://northlight.coffee/shop";
const TEXT = `New beans are in: ${URL}.`;
const PLAIN = { format: null, title: null, media: [], options: {} };

let world: World;
let campaignId: string;

beforeAll(async () => {
  world = await createWorld({ APP_URL });
});
afterAll(() => world.close());
beforeEach(async () => {
  // Of the tests before, nothing is left to go out.
  await db().delete(posts);
  await db().delete(linkSettings);
  campaignId = (await addCampaign(world, { name: "Autumn launch, week 2" })).id;
});

const db = () => world.runtime.database.db;

/** A post that is due, with a variant for each of these texts, the first one pinned. */
async function addDue(texts: readonly string[] = [TEXT], platform = "x", sandbox = true) {
  const account = await addAccount(world, { platform, sandbox });
  const variants = [];
  for (const [ordinal, text] of texts.entries()) {
    const hash = contentHash({ ...PLAIN, text });
    variants.push(
      await addVariant(world, campaignId, { ordinal, text, platform, contentHash: hash }),
    );
  }
  const at = world.runtime.clock.now();
  const [post] = await db()
    .insert(posts)
    .values({
      ...{ workspaceId: world.workspaceId, campaignId, accountId: account.id, platform },
      ...{ slotAt: at, dueAt: at, nextAt: at, status: "queued", idempotencyKey: uuidv7() },
      ...{ pinnedVariantId: variants[0]?.id ?? null },
      deadlineAt: new Date(at.getTime() + 86_400_000),
    })
    .returning();
  if (!post) throw new Error("nothing was inserted");
  return { id: post.id, variants };
}

const setLinks = (scopeId: string, isOn: boolean | null, template: string | null = null) =>
  db()
    .insert(linkSettings)
    .values({ scopeId, workspaceId: world.workspaceId, isOn, template })
    .onConflictDoUpdate({ target: linkSettings.scopeId, set: { isOn, template } });

const read = async (id: string) => {
  const [post] = await db().select().from(posts).where(eq(posts.id, id));
  if (!post) throw new Error("no post");
  return post;
};
const linksOf = (id: string) => db().select().from(links).where(eq(links.postId, id));

async function publish(platform = createFakePlatform()) {
  await publishDue(world.runtime, platform.parts);
  return platform.calls.map(({ draft }) => draft.text);
}

describe("with short links off", () => {
  it("a text goes out as it was written", async () => {
    const { id } = await addDue();
    expect(await publish()).toEqual([TEXT]);
    expect(await read(id)).toMatchObject({ links: null, content: { text: TEXT } });
    expect(await linksOf(id)).toEqual([]);
  });

  it("or on, nothing is asked for texts without an address", async () => {
    await addDue(["No address in here"]);
    await db().execute(sql`alter table link_settings rename to away`);
    try {
      expect(await publish()).toEqual(["No address in here"]);
    } finally {
      await db().execute(sql`alter table away rename to link_settings`);
    }
  });
});

describe("with short links on", () => {
  beforeEach(() => setLinks(campaignId, true));

  it("the text goes out with them, and what was approved stays as it is", async () => {
    const { id, variants } = await addDue([
      `${TEXT} Again: ${URL} and https://a.example/?utm_source=mail`,
    ]);
    const [sent] = await publish();
    const stored = await linksOf(id);
    const codeOf = (url: string) => stored.find((link) => link.url === url)?.code;
    const [shop, mail] = [codeOf(URL), codeOf("https://a.example/?utm_source=mail")];
    expect(sent).toBe(
      `New beans are in: ${APP_URL}/l/${shop}. Again: ${APP_URL}/l/${shop} and ${APP_URL}/l/${mail}`,
    );
    const tags = "utm_medium=social&utm_campaign=autumn-launch-week-2&utm_content=a";
    expect(stored.map(({ target }) => target).sort()).toEqual([
      `https://a.example/?utm_source=mail&${tags}&bw=${mail}`,
      `${URL}?utm_source=x&${tags}&bw=${shop}`,
    ]);
    const post = await read(id);
    expect(post.content?.text).toContain(TEXT);
    expect(post.contentHash).toBe(variants[0]?.contentHash);
    expect((await getPost(world.ctx(), id)).text).toContain(TEXT);
  });

  it("each try and each look has the same text, whatever was switched meanwhile", async () => {
    const { id } = await addDue();
    const platform = createFakePlatform(async ({ kind }, calls) => {
      await setLinks(campaignId, false);
      world.runtime.env.APP_URL = "https://elsewhere.coffee";
      if (calls.length === 1) {
        return { kind: "retry_later", retryAfterMs: 1000, code: "busy", message: "Busy." };
      }
      if (kind === "publish") return { kind: "unknown", code: "timeout", message: "No answer." };
      return calls.length < 4
        ? { kind: "pending", checkAfterMs: 1000, note: "Looking." }
        : published("1");
    });
    for (let round = 0; round < 8 && (await read(id)).status !== "published"; round++) {
      await publishDue(world.runtime, platform.parts);
      world.runtime.clock.advance(10 * 60_000);
    }
    world.runtime.env.APP_URL = APP_URL;
    expect(platform.calls.map(({ kind }) => kind)).toEqual([
      ...["publish", "publish", "resume", "resume"],
    ]);
    const [link] = await linksOf(id);
    expect(new Set(platform.calls.map(({ draft }) => draft.text))).toEqual(
      new Set([`New beans are in: ${APP_URL}/l/${link?.code}.`]),
    );
  });

  it("a post that was tried without them goes on without them", async () => {
    await setLinks(campaignId, false);
    await addDue();
    const platform = createFakePlatform(async (_, calls) => {
      await setLinks(campaignId, true);
      return calls.length === 1
        ? { kind: "retry_later", retryAfterMs: 1000, code: "busy", message: "Busy." }
        : published("1");
    });
    await publish(platform);
    world.runtime.clock.advance(10 * 60_000);
    expect(await publish(platform)).toEqual([TEXT, TEXT]);
  });

  it("other words after a refusal get links of their own", async () => {
    const { id, variants } = await addDue([TEXT, `Order at ${URL} or https://a.example`]);
    const platform = createFakePlatform((_, calls) =>
      calls.length === 1 ? { kind: "rejected", code: "spam", message: "Refused." } : published("1"),
    );
    await publish(platform);
    const other = variants[1]?.id ?? "";
    await overridePost(world.ctx(), id, { action: { kind: "pin", variantId: other } });
    await overridePost(world.ctx(), id, { action: { kind: "retry" } });
    const texts = await publish(platform);
    const [first] = (await linksOf(id)).filter(({ url }) => url === URL);
    expect(texts[0]).toBe(`New beans are in: ${APP_URL}/l/${first?.code}.`);
    expect(texts[1]).toMatch(
      new RegExp(`^Order at ${APP_URL}/l/${first?.code} or ${APP_URL}/l/\\w{10}$`),
    );
    expect(first?.target).toContain("utm_content=b");
  });

  it("a part of a thread has its own, and a text too long with them goes out as written", async () => {
    const thread = joinParts([`One ${URL}`, "Two https://a.example"]);
    const { id, variants } = await addDue([thread]);
    const format = "thread";
    await db().execute(sql`update variants set format = ${format},
      content_hash = ${contentHash({ ...PLAIN, format, text: thread })}
      where id = ${variants[0]?.id}::uuid`);
    expect((await publish())[0]).toMatch(/^One \S+\/l\/\w{10}\n---\nTwo \S+\/l\/\w{10}$/);
    expect((await read(id)).links?.items).toHaveLength(2);

    // On YouTube every character counts, and this address is shorter than a short link.
    const long = `${"x".repeat(4980)} https://a.example`;
    const tooLong = await addDue([long], "youtube");
    expect(await publish()).toContain(long);
    expect((await read(tooLong.id)).links).toBeNull();
  });

  it("an address that is short already stays", async () => {
    const text = `Seen ${APP_URL}/l/0123456789 before`;
    await addDue([text]);
    expect(await publish()).toEqual([text]);
  });

  it("a real account's links go out as written where nobody could open them", async () => {
    world.runtime.env.APP_URL = "http://127.0.0.1:3000";
    const tried = await addDue();
    campaignId = (await addCampaign(world)).id;
    await setLinks(campaignId, true);
    const real = await addDue([TEXT], "x", false);
    const texts = await publish();
    world.runtime.env.APP_URL = APP_URL;
    expect(texts.filter((text) => text === TEXT)).toHaveLength(1);
    expect((await read(real.id)).links).toBeNull();
    expect((await read(tried.id)).links?.items).toHaveLength(1);
  });
});

describe("who says", () => {
  const isShort = async () => (await publish())[0] !== TEXT;

  it("is the workspace where the campaign says nothing", async () => {
    await setLinks(world.workspaceId, true, "ref={platform}");
    const { id } = await addDue();
    expect(await isShort()).toBe(true);
    expect((await linksOf(id))[0]?.target).toMatch(/\/shop\?ref=x&bw=\w{10}$/);
  });

  it("is the campaign of its tags alone, too", async () => {
    await setLinks(world.workspaceId, true);
    await setLinks(campaignId, null, "from={account}");
    const { id } = await addDue();
    expect(await isShort()).toBe(true);
    expect((await linksOf(id))[0]?.target).toMatch(/\?from=northlight&bw=/);
  });

  it("is the campaign against the workspace", async () => {
    await setLinks(world.workspaceId, true);
    await setLinks(campaignId, false);
    await addDue();
    expect(await isShort()).toBe(false);
  });
});
