import { asc, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { POST as postAppPublish } from "@/app/api/posts/publish/route";
import { DELETE, GET, PATCH } from "@/app/api/v1/publish/[id]/route";
import { POST as postBatch } from "@/app/api/v1/publish/batch/route";
import { GET as getHistory } from "@/app/api/v1/publish/history/route";
import { POST } from "@/app/api/v1/publish/route";
import type {
  PublicationChanged,
  PublicationView,
  PublishAnswer,
  PublishBatchAnswer,
} from "@/lib/contracts/publish";
import { hashToken } from "@/server/crypto/tokens";
import { auditLog } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { idempotencyKeys, publications } from "@/server/db/schema/publications";
import { apiTokens } from "@/server/db/schema/users";
import { workspaces } from "@/server/db/schema/workspaces";
import { approveOwnContent } from "@/server/posts/approve-own-content";
import { getPost } from "@/server/posts/get-post";
import { listCalendar } from "@/server/posts/list-calendar";
import { overridePost } from "@/server/posts/override-post";
import { type Runtime, setRuntime } from "@/server/runtime";
import { publishDue } from "@/server/scheduler/publish-due";
import { tick } from "@/server/scheduler/tick";
import { createFakePlatform, published } from "@/server/testing/fake-platform";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  createWorld,
  type World,
} from "@/server/testing/world";
import { DEFAULT_SETTINGS } from "@/server/workspaces/default-settings";
import { forgetKeys } from "./forget-keys";

const HOUR_MS = 3_600_000;
const SCOPES = ["posts:read", "posts:write"];
const text = "Autumn coffee is here.";

let world: World;
let accountId: string;

beforeEach(async () => {
  world = await createWorld();
  setRuntime(world.runtime as Runtime);
  accountId = (await addAccount(world)).id;
  await addToken("secret");
});
afterEach(() => world.close());

async function addToken(secret: string, scopes = SCOPES, workspaceId = world.workspaceId) {
  await world.runtime.database.db
    .insert(apiTokens)
    .values({ workspaceId, name: "Shop", prefix: "bw_", tokenHash: hashToken(secret), scopes });
}

type Handler = (
  request: Request,
  next: { params: Promise<Record<string, string>> },
) => Promise<Response>;
interface Sent {
  method?: string;
  body?: unknown;
  id?: string;
  query?: string;
  key?: string;
  token?: string;
}

async function call<T>(handler: Handler, sent: Sent = {}) {
  const method = sent.method ?? (sent.body === undefined ? "GET" : "POST");
  const request = new Request(`http://localhost:3000/api/v1/publish?${sent.query ?? ""}`, {
    method,
    headers: {
      authorization: `Bearer ${sent.token ?? "secret"}`,
      ...(sent.key === undefined ? {} : { "idempotency-key": sent.key }),
    },
    body: sent.body === undefined ? null : JSON.stringify(sent.body),
  });
  const response = await handler(request, { params: Promise.resolve({ id: sent.id ?? "" }) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

const send = (body: unknown, sent: Sent = {}) => call<PublishAnswer>(POST, { ...sent, body });
const read = (id: string) => call<PublicationView>(GET, { id });
const change = (id: string, body: unknown, sent: Sent = {}) =>
  call<PublicationChanged>(PATCH, { ...sent, id, body, method: "PATCH" });
const listRows = () => world.runtime.database.db.select().from(posts).orderBy(asc(posts.id));
const now = (content: unknown, more: object = {}) => ({
  ...{ status: "published", accountIds: [accountId], content },
  ...more,
});
const requireApproval = () =>
  world.runtime.database.db
    .update(workspaces)
    .set({ settings: { ...DEFAULT_SETTINGS, approvalRequired: true } })
    .where(eq(workspaces.id, world.workspaceId));

describe("publishing without a campaign", () => {
  it("posts what was given, and tells the truth about it", async () => {
    const { status, body } = await send(now({ text }));
    expect([status, body.status]).toEqual([202, "publishing"]);
    expect(body.results).toMatchObject([{ accountId, platform: "x", ok: true, status: "queued" }]);
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls.map(({ draft }) => draft.text)).toEqual([text]);
    const { body: view } = await read(body.id);
    expect(view).toMatchObject({
      ...{ id: body.id, status: "published", campaignId: null, refused: [] },
      createdBy: { kind: "token", name: "Shop" },
      posts: [{ status: "published", permalink: "https://example.com/id-1", attempts: 1 }],
    });
    expect(view.posts[0]?.counts).toMatchObject({ likes: null });
    // By the post's own id it is the same post.
    const alone = await read(body.results[0]?.postId ?? "");
    expect(alone.body).toMatchObject({ id: body.id, status: "published", posts: view.posts });
    const [entry] = await world.runtime.database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, body.id));
    expect(entry).toMatchObject({ action: "publication.published", actorName: "Shop" });
  });

  it("keeps no account back for what is wrong with another", async () => {
    const ended = await addAccount(world, { handle: "old-shop", status: "disconnected" });
    const blog = await addAccount(world, { platform: "blog", handle: "journal" });
    const stranger = await addWorkspace(world.runtime, "Halden & Co");
    const theirs = await addAccount({ ...world, ...stranger });
    const { status, body } = await send({
      status: "published",
      content: { text },
      targets: [
        { accountId },
        { accountId: ended.id },
        { accountId: blog.id, content: { title: "Autumn coffee" } },
        { accountId: theirs.id },
        { accountId: (await addAccount(world)).id, content: { text: "x".repeat(400) } },
      ],
    });
    expect(status).toBe(202);
    expect(body.results.map(({ ok, problem }) => [ok, problem?.code ?? null])).toEqual([
      ...[
        [true, null],
        [false, "account_disconnected"],
      ],
      ...[
        [true, null],
        [false, "not_found"],
        [false, "invalid"],
      ],
    ]);
    expect(body.results[1]?.problem?.message).toContain("Connect it again");
    expect(body.results[4]?.problem?.errors).toMatchObject([{ path: "targets.4.content.text" }]);
    expect(body.results[4]?.problem?.errors[0]?.message).toContain("too many");
    const platform = createFakePlatform(({ draft }, calls) =>
      draft.title
        ? { kind: "rejected", code: "refused", message: "The blog refused it." }
        : published(`id-${calls.length}`),
    );
    await publishDue(world.runtime, platform.parts);
    const { body: view } = await read(body.id);
    expect(view.status).toBe("partial");
    expect(view.posts.map((post) => [post.platform, post.status, post.problem?.code])).toEqual([
      ["blog", "failed", "refused"],
      ["x", "published", undefined],
    ]);
    expect(view.refused).toHaveLength(3);
  });

  it("answers 422 with each reason when no account can have it, and stores nothing", async () => {
    const { status, body } = await send(now({ text: "x".repeat(400) }), { key: "one" });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: "invalid",
      errors: [{ path: "content.text" }],
      results: [{ ok: false, problem: { code: "invalid" } }],
    });
    expect(await listRows()).toHaveLength(0);
    // Mended, it goes out under the same key.
    expect((await send(now({ text }), { key: "one" })).status).toBe(202);
  });

  it.each([
    ["no account", { accountIds: undefined }, "targets"],
    ["a time for now", { scheduledAt: "2026-03-03T09:00:00Z" }, "scheduledAt"],
    ["no time", { status: "scheduled" }, "scheduledAt"],
    ["a past time", { status: "scheduled", scheduledAt: "2026-03-02T08:00:00Z" }, "scheduledAt"],
    ["a far time", { status: "scheduled", scheduledAt: "2027-04-01T08:00:00Z" }, "scheduledAt"],
    ["a local time", { status: "scheduled", scheduledAt: "2026-03-03T09:00" }, "scheduledAt"],
    ["nothing to say", { content: undefined }, "content"],
    ["a variant of none", { variantId: crypto.randomUUID() }, "campaignId"],
    ["a field of no use", { scheduleAt: "2026-03-03T09:00:00Z" }, ""],
    ["a format of another platform", { content: { text, format: "reel" } }, "content.format"],
  ])("refuses %s at its field", async (_, wrong, path) => {
    const { status, body } = await send(now({ text }, wrong));
    expect(status).toBe(422);
    const { errors } = body as unknown as { errors: { path: string }[] };
    expect(errors.map((error) => error.path)).toContain(path);
    expect(await listRows()).toHaveLength(0);
  });

  it("takes no approval from a token that may not give one", async () => {
    expect((await send(now({ text }, { approve: true }))).status).toBe(403);
  });
});

describe("publishing for a campaign", () => {
  it("lets Bandwagon choose, posts a named variant, or content of its own", async () => {
    const campaign = await addCampaign(world, { status: "draft" });
    await addVariant(world, campaign.id, { ordinal: 0 });
    const named = await addVariant(world, campaign.id, { ordinal: 1 });
    const base = { status: "published", accountIds: [accountId], campaignId: campaign.id };
    const platform = createFakePlatform();
    for (const what of [{}, { variantId: named.id }, { content: { text } }]) {
      const { status } = await send({ ...base, ...what });
      expect(status).toBe(202);
      await publishDue(world.runtime, platform.parts);
    }
    const said = platform.calls.map(({ draft }) => draft.text);
    expect(said[0]).toMatch(/^Text number/);
    expect(said.slice(1)).toEqual(["Text number 2", text]);
    const rows = await listRows();
    expect(rows.map((row) => row.campaignId)).toEqual(Array(3).fill(campaign.id));
    expect((await getPost(world.ctx(), rows[2]?.id ?? "")).ownContent).not.toBeNull();
  });

  it("refuses what another workspace has", async () => {
    const stranger = await addWorkspace(world.runtime, "Halden & Co");
    const campaign = await addCampaign({ ...world, ...stranger });
    const base = { status: "published", accountIds: [accountId] };
    expect((await send({ ...base, campaignId: campaign.id })).status).toBe(404);
    const mine = await send(now({ text }));
    await addToken("theirs", SCOPES, stranger.workspaceId);
    const theirs = { id: mine.body.id, token: "theirs" };
    expect((await call(GET, theirs)).status).toBe(404);
    expect((await call(DELETE, { ...theirs, method: "DELETE" })).status).toBe(404);
    expect((await change(mine.body.id, { status: "draft" }, theirs)).status).toBe(404);
    const history = await call<{ items: unknown[] }>(getHistory, { token: "theirs" });
    expect(history.body.items).toEqual([]);
    expect((await send(now({ text }), { token: "theirs" })).status).toBe(404);
  });
});

describe("a draft", () => {
  it("is left alone until it is given a time, then goes out through its platform", async () => {
    const { status, body } = await send(now({ text: "" }, { status: "draft" }));
    expect([status, body.status]).toEqual([201, "draft"]);
    expect(body.results[0]?.warnings[0]?.path).toBe("content.text");
    world.runtime.clock.advance(48 * HOUR_MS);
    await tick(world.runtime);
    const platform = createFakePlatform();
    await publishDue(world.runtime, platform.parts);
    expect((await read(body.id)).body.status).toBe("draft");
    const all = { from: "2026-03-01T00:00:00Z", to: "2026-03-09T00:00:00Z" };
    expect(await listCalendar(world.ctx(), all)).toEqual([]);

    const at = "2026-03-05T10:00";
    const scheduled = { status: "scheduled", scheduledAt: at, timeZone: "Europe/Copenhagen" };
    const refused = await change(body.id, scheduled);
    expect(refused.status).toBe(422);
    expect((await read(body.id)).body.status).toBe("draft");
    const planned = await change(body.id, { ...scheduled, content: { text } });
    expect(planned.body).toMatchObject({
      status: "scheduled",
      posts: [{ status: "queued", dueAt: "2026-03-05T09:00:00.000Z", text }],
      results: [{ ok: true }],
    });
    world.runtime.clock.advance(24 * HOUR_MS);
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls).toHaveLength(1);
    expect((await read(body.id)).body.status).toBe("published");
    expect((await change(body.id, { status: "draft" })).status).toBe(409);
  });

  it("is published at once, by its publication's id or its own", async () => {
    const { body } = await send(now({ text }, { status: "draft" }));
    const { body: after } = await change(body.results[0]?.postId ?? "", { status: "published" });
    expect(after).toMatchObject({ id: body.id, status: "publishing" });
    const back = await change(body.id, { status: "draft" });
    expect(back.body.status).toBe("draft");
    const gone = await call<PublicationView>(DELETE, { id: body.id, method: "DELETE" });
    expect(gone.body.status).toBe("canceled");
    expect((await call(DELETE, { id: body.id, method: "DELETE" })).status).toBe(200);
  });
});

describe("a request with an Idempotency-Key", () => {
  it("makes one set of posts, however many send it at once", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(now({ text }), { key: "k" })));
    expect(await listRows()).toHaveLength(1);
    const told = answers.filter(({ status }) => status === 202);
    expect(new Set(told.map(({ body }) => body.id)).size).toBe(1);
    for (const { status, headers } of answers) {
      if (status !== 202) expect([status, headers.get("retry-after")]).toEqual([409, "1"]);
    }
    const again = await send(now({ text }), { key: "k" });
    expect(again.body).toEqual(told[0]?.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  it("is refused for another body, and is one for all tokens of a workspace", async () => {
    await send(now({ text }), { key: "k" });
    const other = await send(now({ text: "Other" }), { key: "k" });
    expect([other.status, (other.body as unknown as { detail: string }).detail]).toEqual([
      422,
      expect.stringContaining("another request"),
    ]);
    // A job that tries again after its token was renewed.
    await addToken("second");
    const again = await send(now({ text }), { key: "k", token: "second" });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await listRows()).toHaveLength(1);
    const stranger = await addWorkspace(world.runtime, "Halden & Co");
    await addToken("theirs", SCOPES, stranger.workspaceId);
    const theirs = (await addAccount({ ...world, ...stranger })).id;
    const own = now({ text }, { accountIds: [theirs] });
    expect((await send(own, { key: "k", token: "theirs" })).status).toBe(202);
    expect((await send(now({ text }), { key: "two words" })).status).toBe(422);
  });

  it("is kept for a day", async () => {
    const first = await send(now({ text }), { key: "k" });
    world.runtime.clock.advance(24 * HOUR_MS - 1000);
    expect((await send(now({ text }), { key: "k" })).body.id).toBe(first.body.id);
    expect(await forgetKeys(world.runtime)).toBe(0);
    world.runtime.clock.advance(1000);
    // Also where no tick has swept it out yet.
    const second = await send(now({ text }), { key: "k" });
    expect(second.body.id).not.toBe(first.body.id);
    expect(await listRows()).toHaveLength(2);
    world.runtime.clock.advance(24 * HOUR_MS);
    await tick(world.runtime);
    expect(await world.runtime.database.db.select().from(idempotencyKeys)).toEqual([]);
  });

  it("leaves neither posts nor a key behind when its transaction is lost", async () => {
    const { db } = world.runtime.database;
    // The last write of the transaction fails, as if the process had died before the commit.
    await db.execute(sql`create function refuse() returns trigger language plpgsql
      as $$ begin raise exception 'crash'; end $$`);
    await db.execute(sql`create trigger crash before insert on events
      for each row execute function refuse()`);
    expect((await send(now({ text }), { key: "k" })).status).toBe(500);
    await db.execute(sql`drop trigger crash on events`);
    await db.execute(sql`drop function refuse()`);
    expect(await listRows()).toEqual([]);
    expect(await db.select().from(publications)).toEqual([]);
    expect((await send(now({ text }), { key: "k" })).status).toBe(202);
    expect(await listRows()).toHaveLength(1);
  });
});

describe("a batch", () => {
  it("refuses an item that has the key of the whole batch, and no other", async () => {
    const items = [{ ...now({ text }), key: "k" }, now({ text: "Second" })];
    const sent = { body: { items }, key: "k" };
    const first = await call<PublishBatchAnswer>(postBatch, sent);
    expect(first.status).toBe(202);
    expect(first.body.results).toMatchObject([
      { ok: false, problem: { code: "invalid", errors: [{ path: "key" }] } },
      { ok: true },
    ]);
    expect((await call(postBatch, sent)).body).toEqual(first.body);
    expect(await listRows()).toHaveLength(1);
  });

  it("answers item by item, and an item's key counts across batches", async () => {
    const good = { ...now({ text }), key: "item-1" };
    const items = [good, { status: "published" }, now({ text: "x".repeat(400) }), good];
    const first = await call<PublishBatchAnswer>(postBatch, { body: { items } });
    expect(first.status).toBe(202);
    expect(first.body).toMatchObject({ accepted: 2, refused: 2 });
    expect(first.body.results).toMatchObject([
      { index: 0, ok: true, replayed: false },
      { index: 1, ok: false, problem: { code: "invalid" } },
      { index: 2, ok: false, problem: { errors: [{ path: "content.text" }] } },
      { index: 3, ok: true, replayed: true },
    ]);
    const other = { ...now({ text: "Other" }), key: "item-1" };
    const second = await call<PublishBatchAnswer>(postBatch, { body: { items: [other, good] } });
    expect(second.body.results).toMatchObject([
      { ok: false, problem: { code: "invalid" } },
      { ok: true, replayed: true, publication: { id: first.body.results[0]?.publication?.id } },
    ]);
    expect(await listRows()).toHaveLength(1);
  });

  it("is replayed as a whole, and refuses too much", async () => {
    const items = [now({ text }), now({ text: "Second" })];
    const one = await call(postBatch, { body: { items }, key: "b" });
    const two = await call(postBatch, { body: { items }, key: "b" });
    expect(two.body).toEqual(one.body);
    expect(await listRows()).toHaveLength(2);
    const many = { items: Array(101).fill(now({ text })) };
    expect((await call(postBatch, { body: many })).status).toBe(422);
    const wide = Array.from({ length: 11 }, () => ({ accountIds: Array(50).fill(accountId) }));
    expect((await call(postBatch, { body: { items: wide } })).status).toBe(422);
  });
});

describe("the history", () => {
  const list = (query: string) =>
    call<{ items: PublicationView[]; nextCursor: string | null }>(getHistory, { query });

  it("turns its pages without a gap or a repeat while more is published", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      // Two at one instant.
      if (n !== 3) world.runtime.clock.advance(1000);
      ids.unshift((await send(now({ text: `Number ${n}` }))).body.id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await list(`limit=2${cursor ? `&cursor=${cursor}` : ""}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
      world.runtime.clock.advance(1000);
      await send(now({ text: "Meanwhile" }));
    } while (cursor);
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(new Set(seen).size).toBe(5);
  });

  it("is filtered by what became of it, and by whom it concerns", async () => {
    const blog = await addAccount(world, { platform: "blog", status: "disconnected" });
    const draft = await send(now({ text }, { status: "draft" }));
    const both = await send(now({ text }, { accountIds: [accountId, blog.id] }));
    const idsOf = async (query: string) => (await list(query)).body.items.map(({ id }) => id);
    expect(await idsOf("status=draft")).toEqual([draft.body.id]);
    expect(await idsOf("status=publishing")).toEqual([both.body.id]);
    expect(await idsOf("platform=blog")).toEqual([both.body.id]);
    expect(await idsOf(`accountId=${accountId}`)).toHaveLength(2);
    expect(await idsOf("from=2026-03-02T09:00:01Z")).toEqual([]);
    expect((await list("cursor=abc")).status).toBe(422);
    expect((await list("status=lost")).status).toBe(422);
  });
});

describe("where approval is required", () => {
  it("waits for a person, who approves exactly what was seen", async () => {
    await requireApproval();
    const { body } = await send(now({ text }));
    expect(body.status).toBe("awaiting_approval");
    const platform = createFakePlatform();
    await tick(world.runtime);
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls).toEqual([]);
    const id = body.results[0]?.postId ?? "";
    const seen = (await getPost(world.ctx(), id)).ownContent;
    expect(seen?.approved).toBe(false);
    await change(body.id, { content: { text: "Edited since." } });
    const stale = { contentHash: seen?.hash ?? "" };
    await expect(approveOwnContent(world.ctx(), id, stale)).rejects.toThrow("edited meanwhile");
    const fresh = { contentHash: (await getPost(world.ctx(), id)).ownContent?.hash ?? "" };
    expect((await approveOwnContent(world.ctx("reviewer"), id, fresh)).status).toBe("queued");
    // An edit takes the approval with it.
    expect((await change(body.id, { content: { text } })).body.status).toBe("awaiting_approval");
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls).toEqual([]);
    await change(body.id, { content: { text: "Edited since." } });
    await publishDue(world.runtime, platform.parts);
    expect(platform.calls.map(({ draft }) => draft.text)).toEqual(["Edited since."]);
  });

  it("takes a token's own word where that has the scope, and no retry goes around it", async () => {
    await requireApproval();
    await addToken("approver", [...SCOPES, "posts:approve"]);
    const approved = await send(now({ text }, { approve: true }), { token: "approver" });
    expect(approved.body.status).toBe("publishing");
    const waiting = await send(now({ text }));
    world.runtime.clock.advance(48 * HOUR_MS);
    await tick(world.runtime);
    const id = waiting.body.results[0]?.postId ?? "";
    expect((await getPost(world.ctx(), id)).status).toBe("failed");
    const retry = overridePost(world.ctx(), id, { action: { kind: "retry" } });
    await expect(retry).rejects.toThrow("not approved");
  });
});

it("is what the app publishes by, too", async () => {
  const { status, body } = await call<PublishAnswer>(postAppPublish, { body: now({ text }) });
  expect([status, body.results[0]?.ok]).toEqual([202, true]);
  const later = { status: "scheduled", scheduledAt: "2026-03-03T09:00:00Z" };
  const planned = await call<PublishAnswer>(postAppPublish, { body: now({ text }, later) });
  const postId = planned.body.results[0]?.postId;
  const forward = await call<{ dueAt: string }>(postAppPublish, { body: { postId } });
  expect([forward.status, forward.body.dueAt]).toEqual([202, "2026-03-02T09:00:00.000Z"]);
});
