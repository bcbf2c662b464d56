import { asc, eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ChangePublication, PublishRequest } from "@/lib/contracts/publish";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { publishPostNow } from "@/server/posts/publish-post-now";
import { publishDue } from "@/server/scheduler/publish-due";
import { createFakePlatform } from "@/server/testing/fake-platform";
import { addAccount, createWorld, type World } from "@/server/testing/world";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";
import { cancelPublication } from "./cancel-publication";
import { changePublication } from "./change-publication";
import { publish } from "./publish";
import { publishPost } from "./publish-post";

const HOUR_MS = 3_600_000;

let world: World;
let accountIds: string[];

beforeAll(async () => {
  world = await createWorld();
  accountIds = [(await addAccount(world)).id, (await addAccount(world)).id];
});
afterEach(() => world.runtime.database.db.delete(posts));
afterAll(() => world.close());

const at = (hours: number) => new Date(world.runtime.clock.now().getTime() + hours * HOUR_MS);
const plan = (hours: number) => ({ status: "scheduled", scheduledAt: at(hours).toISOString() });
const content = (text: string) => ({ content: { text } });
const change = (id: string, input: unknown) =>
  changePublication(world.ctx(), id, ChangePublication.parse(input));
const listRows = (id: string) =>
  world.runtime.database.db
    .select()
    .from(posts)
    .where(eq(posts.publicationId, id))
    .orderBy(asc(posts.id));

async function make(text: string): Promise<string> {
  const request = PublishRequest.parse({ ...plan(2), accountIds, ...content(text) });
  return (await publish(world.ctx(), request, null)).body.id;
}

describe("two who change a publication at one moment", () => {
  it("undo nothing of each other's", async () => {
    for (const other of [plan(1), { approve: true }, { content: { title: "Autumn" } }]) {
      const id = await make("Old price.");
      await Promise.all([change(id, content("New price.")), change(id, other)]);
      const rows = await listRows(id);
      expect(rows.map((row) => row.content?.text)).toEqual(["New price.", "New price."]);
      if ("status" in other) expect(rows.map(({ dueAt }) => dueAt)).toEqual([at(1), at(1)]);
      if ("content" in other) expect(rows[0]?.content?.title).toBe("Autumn");
    }
    world.runtime.clock.advance(HOUR_MS);
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls.map(({ draft }) => draft.text)).toEqual(["New price.", "New price."]);
  });

  it("find out who was first where one of them cancels", async () => {
    const id = await make("Old price.");
    const [edited, canceled] = await Promise.allSettled([
      change(id, content("New price.")),
      cancelPublication(world.ctx(), id),
    ]);
    expect(canceled.status).toBe("fulfilled");
    if (edited.status === "rejected") expect(edited.reason).toMatchObject({ code: "conflict" });
    expect((await listRows(id)).map(({ status }) => status)).toEqual(["canceled", "canceled"]);
  });
});

it("keeps an approval with what it was given for: a move is none of that, an edit is", async () => {
  const settings = { ...DEFAULT_SETTINGS, approvalRequired: true };
  const { db } = world.runtime.database;
  await db.update(workspaces).set({ settings }).where(eq(workspaces.id, world.workspaceId));
  const id = await make("Old price.");
  expect((await change(id, { approve: true })).status).toBe("scheduled");
  const [before] = await listRows(id);
  expect(before?.approvedHash).toBe(before?.contentHash);
  expect((await change(id, plan(1))).status).toBe("scheduled");
  expect((await listRows(id))[0]).toMatchObject({
    ...{ content: before?.content, contentHash: before?.contentHash },
    dueAt: at(1),
  });
  expect((await change(id, content("New price."))).status).toBe("awaiting_approval");
  await db
    .update(workspaces)
    .set({ settings: DEFAULT_SETTINGS })
    .where(eq(workspaces.id, world.workspaceId));
});

it("takes a planned post forward once for one Idempotency-Key", async () => {
  const id = await make("Autumn coffee is here.");
  const [post] = await listRows(id);
  const postId = post?.id ?? "";
  const key = { key: "forward", requestHash: "a" };
  const first = await publishPost(world.ctx(), postId, key);
  expect(first).toMatchObject({ status: 202, replayed: false, body: { status: "queued" } });
  await publishDue(world.runtime, createFakePlatform().parts);
  // By now it is out, and the repeat is told what the first was.
  expect(await publishPost(world.ctx(), postId, key)).toEqual({ ...first, replayed: true });
  await expect(publishPostNow(world.ctx(), postId)).rejects.toMatchObject({ code: "conflict" });
  const other = publishPost(world.ctx(), postId, { ...key, requestHash: "b" });
  await expect(other).rejects.toMatchObject({ code: "invalid" });
});
