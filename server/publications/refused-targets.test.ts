import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ChangePublication, PublishRequest } from "@/lib/contracts/publish";
import { socialAccounts } from "@/server/db/schema/accounts";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { type PostContent, posts } from "@/server/db/schema/posts";
import { publications } from "@/server/db/schema/publications";
import { workspaces } from "@/server/db/schema/workspaces";
import { openMedia } from "@/server/media/open-media";
import { getPost } from "@/server/posts/get-post";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  createWorld,
  type World,
} from "@/server/testing/world";
import { changePublication } from "./change-publication";
import { publish } from "./publish";

const text = "Autumn coffee is here.";
const scheduled = { status: "scheduled", scheduledAt: "2026-03-03T09:00:00Z" };

let world: World;
let accountId: string;

beforeAll(async () => {
  world = await createWorld();
  accountId = (await addAccount(world)).id;
});
afterEach(async () => {
  await world.runtime.database.db.delete(posts);
  await world.runtime.database.db.delete(publications);
});
afterAll(() => world.close());

const send = async (request: object) => {
  const given = { status: "published", accountIds: [accountId], content: { text }, ...request };
  return (await publish(world.ctx(), PublishRequest.parse(given), null)).body;
};
const change = (id: string, input: unknown) =>
  changePublication(world.ctx(), id, ChangePublication.parse(input));
const nothingStored = async () =>
  expect(await world.runtime.database.db.select().from(posts)).toEqual([]);

describe("where posting is paused", () => {
  it("takes what is planned and nothing for now, and keeps no other account back", async () => {
    const held = (await addAccount(world, { handle: "asleep", paused: true })).id;
    await expect(send({ accountIds: [held] })).rejects.toMatchObject({
      ...{ code: "conflict", message: expect.stringContaining("asleep is paused. Resume") },
      members: { results: [{ ok: false, problem: { code: "paused" } }] },
    });
    await nothingStored();
    const both = await send({ accountIds: [held, accountId] });
    expect(both.results).toMatchObject([
      { ok: false, problem: { code: "paused", errors: [{ path: "accountIds.0" }] } },
      { ok: true },
    ]);
    const later = await send({ ...scheduled, accountIds: [held] });
    expect(later.results).toMatchObject([{ ok: true, warnings: [{ path: "accountIds.0" }] }]);
    const draft = await send({ status: "draft", accountIds: [held] });
    const now = change(draft.id, { status: "published" });
    await expect(now).rejects.toMatchObject({ code: "conflict" });
    expect((await change(draft.id, scheduled)).status).toBe("scheduled");
    const { db } = world.runtime.database;
    await db.update(socialAccounts).set({ paused: false }).where(eq(socialAccounts.id, held));
    expect((await change(draft.id, { status: "published" })).status).toBe("publishing");
  });

  it.each([
    { level: "workspace", allPaused: true, status: "active" as const },
    { level: "campaign", allPaused: false, status: "paused" as const },
  ])("says so of the $level", async ({ allPaused, status }) => {
    const campaign = await addCampaign(world, { status });
    await addVariant(world, campaign.id, { ordinal: 0 });
    const { db } = world.runtime.database;
    await db.update(workspaces).set({ allPaused }).where(eq(workspaces.id, world.workspaceId));
    const request = { campaignId: campaign.id, content: undefined };
    await expect(send(request)).rejects.toMatchObject({ code: "conflict" });
    await nothingStored();
    expect((await send({ ...request, ...scheduled })).results).toMatchObject([{ ok: true }]);
    await db
      .update(workspaces)
      .set({ allPaused: false })
      .where(eq(workspaces.id, world.workspaceId));
  });
});

describe("a file of another workspace", () => {
  let media: PostContent["media"];

  beforeAll(async () => {
    const stranger = await addWorkspace(world.runtime, "Halden & Co");
    const [file] = await world.runtime.database.db
      .insert(mediaAssets)
      .values({
        ...{ workspaceId: stranger.workspaceId, kind: "image", mimeType: "image/png" },
        ...{ fileName: "Merger.png", bytes: 4, sha256: "0", storageKey: "aa/merger" },
      })
      .returning();
    media = [{ mediaId: file?.id ?? "", altText: null }];
  });

  it("is taken for nothing, not even for a draft", async () => {
    const refused = { code: "invalid", message: expect.stringContaining("not in this workspace") };
    // Also where something else is wrong, which a draft may have.
    for (const more of [{}, { format: "reel" }]) {
      const draft = send({ status: "draft", content: { text, media, ...more } });
      await expect(draft).rejects.toMatchObject({
        ...{ code: "invalid" },
        fields: expect.arrayContaining([{ path: "content.media.0", message: refused.message }]),
      });
    }
    await nothingStored();
    const { id } = await send({ status: "draft" });
    await expect(change(id, { content: { media } })).rejects.toMatchObject(refused);
  });

  it("is never told of, should a post name it all the same", async () => {
    const { id, results } = await send({ status: "draft" });
    const content = { format: null, title: null, text, media, options: {} };
    await world.runtime.database.db.update(posts).set({ content, ownContent: true });
    const post = await getPost(world.ctx("viewer"), results[0]?.postId ?? "");
    expect(post.media).toMatchObject([{ gone: true, fileName: "A file that is gone" }]);
    const [ref] = media.map((each) => ({ ...each, workspaceId: world.workspaceId }));
    if (!ref) throw new Error("no file");
    await expect(openMedia(world.runtime, ref)).rejects.toThrow("no media");
    // What is gone from a draft is told, and keeps nobody from mending the rest.
    const mended = await change(id, { content: { text: "Mended." } });
    expect(mended.results[0]?.warnings[0]?.message).toContain("not in this workspace");
    await expect(change(id, scheduled)).rejects.toMatchObject({ code: "invalid" });
    expect((await change(id, { ...scheduled, content: { media: [] } })).status).toBe("scheduled");
  });
});
