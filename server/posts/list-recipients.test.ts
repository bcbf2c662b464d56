import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { RecipientView } from "@/lib/contracts/recipients";
import { contacts, postRecipients } from "@/server/db/schema/contacts";
import { listRecipients } from "@/server/posts/list-recipients";
import { startRecipients } from "@/server/posts/start-recipients";
import {
  accepted,
  createRecipientsWorld,
  type RecipientsWorld,
} from "@/server/testing/recipients-world";
import { addWorkspace } from "@/server/testing/world";

let at: RecipientsWorld;

beforeEach(async () => {
  at = await createRecipientsWorld();
});
afterEach(() => at.world.close());

const db = () => at.world.runtime.database.db;
const list = (query: Partial<Parameters<typeof listRecipients>[2]> = {}) =>
  listRecipients(at.world.ctx(), at.postId, { limit: 50, ...query });

async function readAll(limit: number): Promise<RecipientView[]> {
  const all: RecipientView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 20; page += 1) {
    const { items, nextCursor } = await list({ limit, ...(cursor ? { cursor } : {}) });
    all.push(...items);
    if (nextCursor === null) return all;
    cursor = nextCursor;
  }
  throw new Error("the pages do not end");
}

it("tells how many would get a post that has not begun", async () => {
  await at.addContacts(4);
  await db().insert(contacts).values({ workspaceId: at.world.workspaceId, phone: "+4599000001" });
  expect(await list()).toMatchObject({ items: [], nextCursor: null, reachable: 4 });
});

it("tells of each how far the message came, and why it did not", async () => {
  const { workspaceId, runtime } = at.world;
  await at.addContacts(7, { name: "Ines" });
  await db()
    .insert(contacts)
    .values([
      { workspaceId, phone: "+4599000001" },
      { workspaceId, phone: "+4599000002", optedOutAt: runtime.clock.now() },
    ]);
  await at.run(
    at.toParts((call, all) =>
      call.to.endsWith("1")
        ? { kind: "rejected", code: "undeliverable", message: "No such number." }
        : accepted(call, all),
    ),
  );
  const told = runtime.clock.now();
  const rows = await at.readRecipients();
  const sent = rows.filter(({ status }) => status === "published").map(({ id }) => id);
  const mark = (place: number, values: object) =>
    db()
      .update(postRecipients)
      .set(values)
      .where(eq(postRecipients.id, sent[place] ?? ""));
  await mark(0, { deliveredAt: told });
  await mark(1, { deliveredAt: told, readAt: told });
  await mark(2, { readAt: told, replies: 1 });
  await mark(3, { status: "parked", problem: "Nobody knows." });
  // Who comes later has nothing to do with it.
  await db()
    .insert(contacts)
    .values({
      ...{ workspaceId, phone: "+4599000003" },
      createdAt: sql`now() + interval '1 hour'`,
    });
  const { counts, items, reachable } = await list();
  expect(counts).toEqual({
    ...{ waiting: 0, sent: 2, delivered: 1, read: 1, replied: 1, failed: 1 },
    ...{ in_doubt: 1, left_out: 2 },
  });
  expect(reachable).toBeNull();
  const troubled = items.slice(0, 2).map(({ state }) => state);
  expect(troubled.sort()).toEqual(["failed", "in_doubt"]);
  expect(items.find(({ state }) => state === "failed")).toMatchObject({
    ...{ name: "Ines", phone: "+4520000001", reason: "No such number." },
  });
  expect(items.find(({ state }) => state === "read")?.at).toBe(told.toISOString());
  const leftOut = items.filter(({ state }) => state === "left_out");
  expect(leftOut.map(({ reason }) => reason).sort()).toEqual([
    "Has not agreed to get messages.",
    "Has said stop.",
  ]);
});

it("is read page by page, each person once, and by state", async () => {
  await at.addContacts(23);
  await db()
    .insert(contacts)
    .values(
      [1, 2, 3].map((end) => ({ workspaceId: at.world.workspaceId, phone: `+459900000${end}` })),
    );
  const post = await at.readPost();
  await startRecipients(at.world.runtime, {
    ...{ post, attemptId: "", kind: "publish", from: "publishing" },
  });
  const all = await readAll(6);
  expect(all).toHaveLength(26);
  expect(new Set(all.map(({ id }) => id)).size).toBe(26);
  expect(all.slice(0, 23).every(({ state }) => state === "waiting")).toBe(true);
  const left = await list({ state: "left_out", limit: 2 });
  expect(left.items).toHaveLength(2);
  expect(left.counts).toMatchObject({ waiting: 23, left_out: 3 });
  const rest = await list({ state: "left_out", limit: 2, cursor: left.nextCursor ?? "" });
  expect(rest.items).toHaveLength(1);
  expect(rest.nextCursor).toBeNull();
  await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
});

it("is nobody's business in another workspace", async () => {
  await at.addContacts(1);
  const stranger = await addWorkspace(at.world.runtime, "Halden & Co");
  const ctx = { ...at.world.ctx(), workspaceId: stranger.workspaceId };
  await expect(listRecipients(ctx, at.postId, { limit: 50 })).rejects.toMatchObject({
    code: "not_found",
  });
});
