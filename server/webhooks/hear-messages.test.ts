import { createHmac } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contacts, postRecipients } from "@/server/db/schema/contacts";
import { auditLog } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { engagementEvents, metrics, webhookDeliveries } from "@/server/db/schema/results";
import { processWebhooks } from "@/server/testing/process-webhooks";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, addWorkspace, createWorld, type World } from "@/server/testing/world";
import { receiveWebhook } from "@/server/webhooks/receive-webhook";

let world: World;
let postId: string;
const secret = "app-secret";
const numberId = "1040001";
const phone = "+4520000001";

beforeEach(async () => {
  world = await createWorld({
    OAUTH_FACEBOOK_CLIENT_ID: "app",
    OAUTH_FACEBOOK_CLIENT_SECRET: secret,
  });
  const account = await addAccount(world, {
    ...{ platform: "whatsapp", sandbox: false, externalId: numberId },
  });
  const post = await addPublishedPost(world, {
    ...{ accountId: account.id, platform: "whatsapp", externalId: "wamid.1", problem: "1 sent." },
  });
  postId = post.id;
});
afterEach(() => world.close());

const db = () => world.runtime.database.db;

async function addRecipient(values: Partial<typeof postRecipients.$inferInsert> = {}) {
  const { workspaceId } = world;
  const [contact] = await db()
    .insert(contacts)
    .values({ workspaceId, phone, consentAt: new Date("2026-01-01"), consentSource: "Form" })
    .returning();
  const [row] = await db()
    .insert(postRecipients)
    .values({
      ...{ workspaceId, postId, contactId: contact?.id ?? "", status: "published" },
      ...{ messageId: "wamid.1", nextAt: new Date(), sentAt: new Date("2026-03-02T09:00:00Z") },
      ...values,
    })
    .returning();
  return row?.id ?? "";
}

async function tell(value: object, key = secret) {
  const changes = [
    { field: "messages", value: { metadata: { phone_number_id: numberId }, ...value } },
  ];
  const entry = [{ id: "102", changes }];
  const body = JSON.stringify({ object: "whatsapp_business_account", entry });
  const mac = createHmac("sha256", key).update(body).digest("hex");
  const response = await receiveWebhook(
    world.runtime,
    "whatsapp",
    new Request("http://localhost/webhooks/whatsapp", {
      ...{ method: "POST", body, headers: { "x-hub-signature-256": `sha256=${mac}` } },
    }),
  );
  await processWebhooks(world);
  return response.status;
}
const status = (name: string, more: object = {}) =>
  tell({
    statuses: [{ id: "wamid.1", status: name, timestamp: "1772442100", ...more }],
  });
const write = (id: string, more: object) =>
  tell({ messages: [{ from: "4520000001", id, timestamp: "1772442200", ...more }] });

const readRecipient = async () => (await db().select().from(postRecipients))[0];
const readPost = async () => (await db().select().from(posts).where(eq(posts.id, postId)))[0];
const readContact = async () => (await db().select().from(contacts))[0];
async function readCounts() {
  const rows = await db().select().from(metrics);
  const sum = (name: "views" | "comments" | "clicks" | "likes") =>
    rows.reduce((total, row) => total + row[name], 0);
  const [views, comments, clicks, likes] = [
    sum("views"),
    sum("comments"),
    sum("clicks"),
    sum("likes"),
  ];
  return { views, comments, clicks, likes };
}

describe("a status", () => {
  it("is counted once, however often and in whatever order it comes", async () => {
    await addRecipient();
    for (const name of ["read", "read", "delivered", "sent", "read"]) {
      expect(await status(name)).toBe(200);
    }
    expect(await readCounts()).toEqual({ views: 1, comments: 0, clicks: 0, likes: 0 });
    expect(await readRecipient()).toMatchObject({ status: "published" });
    expect((await readRecipient())?.deliveredAt).not.toBeNull();
  });

  it("rings for no reading, since nothing can be read that no webhook tells", async () => {
    await addRecipient();
    await db().update(posts).set({ metricsNextPullAt: null });
    await status("delivered");
    expect((await readRecipient())?.deliveredAt).not.toBeNull();
    expect((await readPost())?.metricsNextPullAt).toBeNull();
  });

  it("settles what was in doubt by the key that it gives back", async () => {
    const id = await addRecipient({ status: "parked", messageId: null, sentAt: null });
    await db().update(posts).set({ status: "parked", publishedAt: null, externalId: null });
    await status("delivered", { biz_opaque_callback_data: id });
    expect(await readRecipient()).toMatchObject({ status: "published", messageId: "wamid.1" });
    expect(await readPost()).toMatchObject({
      ...{ status: "published", externalId: "wamid.1", problem: "1 sent." },
    });
  });

  it.each([
    ["the try that is told", ":2"],
    ["an earlier try", ":1"],
    ["a try that is not told", ""],
  ])("settles who waits for another try, by %s", async (_name, attempt) => {
    const waiting = { status: "queued", messageId: null, sentAt: null, attempt: 2 } as const;
    const id = await addRecipient(waiting);
    const before = await readRecipient();
    await status("sent", { biz_opaque_callback_data: `${id}${attempt}` });
    expect(await readRecipient()).toMatchObject({
      ...{ status: "published", messageId: "wamid.1", fence: (before?.fence ?? 0) + 1 },
    });
  });

  it("of an earlier try's failure leaves the next one alone", async () => {
    const waiting = { status: "queued", messageId: null, sentAt: null, attempt: 1 } as const;
    const id = await addRecipient(waiting);
    const errors = [{ code: 131026, title: "Message undeliverable" }];
    await status("failed", { biz_opaque_callback_data: `${id}:1`, errors });
    expect(await readRecipient()).toMatchObject({ status: "queued", failedAt: null });
  });

  it("of a failure says so, and why", async () => {
    await addRecipient();
    await status("failed", { errors: [{ code: 131026, title: "Message undeliverable" }] });
    expect(await readRecipient()).toMatchObject({
      ...{ status: "failed", problemCode: "undeliverable" },
    });
    expect((await readPost())?.problem).toBe("1 refused: WhatsApp can't reach this number.");
    expect((await readContact())?.optedOutAt).toBeNull();
  });

  it("that tells of an opt-out holds for all that comes", async () => {
    await addRecipient();
    await status("failed", { errors: [{ code: 131050, title: "Opted out" }] });
    expect((await readContact())?.optedOutAt).not.toBeNull();
  });

  it("leaves other accounts' messages alone, and is refused with another signature", async () => {
    const id = await addRecipient({ status: "unknown", messageId: null });
    const other = await addWorkspace(world.runtime, "Halden & Co");
    const account = await addAccount(
      { ...world, ...other },
      { platform: "whatsapp", sandbox: false, externalId: "1040002" },
    );
    await db().update(posts).set({ accountId: account.id });
    await status("delivered", { biz_opaque_callback_data: id });
    expect(await readRecipient()).toMatchObject({ status: "unknown" });
    expect(await tell({ statuses: [] }, "another")).toBe(401);
  });
});

describe("a stop", () => {
  const stop = { from: "4520000001", id: "wamid.b", type: "text", text: { body: "STOP" } };

  it.each([
    ["a NUL", { timestamp: "1772442200", text: { body: "hi\u0000" } }],
    ["half an emoji", { timestamp: "1772442200", text: { body: "hi \ud83d" } }],
    ["a time beyond all dates", { timestamp: "99999999999999", text: { body: "hi" } }],
    ["a year that no database knows", { timestamp: "8000000000000", text: { body: "hi" } }],
  ])("is heard and all is kept beside a message with %s", async (_name, odd) => {
    await addRecipient();
    const other = { from: "4599999999", id: "wamid.a", type: "text", ...odd };
    expect(await tell({ messages: [other, { ...stop, timestamp: "1772442200" }] })).toBe(200);
    expect((await readContact())?.optedOutAt).not.toBeNull();
    expect(await db().select().from(engagementEvents)).toHaveLength(2);
  });

  it("is heard and its neighbour is kept where one event can't be", async () => {
    await addRecipient();
    await db().execute(sql`alter table engagement_events
      add constraint odd check (external_event_id <> 'wamid.odd')`);
    const odd = { from: "4599999999", id: "wamid.odd", type: "text", text: { body: "hi" } };
    expect(await tell({ messages: [odd, stop] })).toBe(200);
    expect((await readContact())?.optedOutAt).not.toBeNull();
    const kept = await db().select().from(engagementEvents);
    expect(kept.map(({ externalEventId }) => externalEventId)).toEqual(["wamid.b"]);
    const [delivery] = await db().select().from(webhookDeliveries);
    expect(delivery).toMatchObject({ events: 2, unknown: 1, body: expect.any(String) });
  });
});

describe("an answer", () => {
  it("is counted as what it is, with or without a quotation", async () => {
    await addRecipient();
    await write("wamid.a", { type: "text", text: { body: "How much?" } });
    await write("wamid.a", { type: "text", text: { body: "How much?" } });
    await write("wamid.b", {
      ...{ type: "button", button: { text: "Show me", payload: "x" }, context: { id: "wamid.1" } },
    });
    await write("wamid.c", { type: "reaction", reaction: { message_id: "wamid.1", emoji: "👍" } });
    expect(await readCounts()).toEqual({ views: 0, comments: 1, clicks: 1, likes: 1 });
    expect(await readRecipient()).toMatchObject({ replies: 1, clicks: 1, reactions: 1 });
  });

  it.each(["STOP", "Afmeld", "stop promotions"])(
    "of %j ends it, and START brings nothing back",
    async (text) => {
      await addRecipient();
      await write("wamid.a", { type: "text", text: { body: text } });
      const stopped = (await readContact())?.optedOutAt;
      expect(stopped).not.toBeNull();
      await write("wamid.b", { type: "text", text: { body: "START" } });
      expect((await readContact())?.optedOutAt).toEqual(stopped);
      const actions = await db().select().from(auditLog);
      expect(actions.map(({ action }) => action)).toEqual(["contact.opted_out"]);
    },
  );
});
