import { readdirSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keepChoice } from "@/server/accounts/account-choice";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { contacts } from "@/server/db/schema/contacts";
import { outboundDeliveries, outboundWebhooks } from "@/server/db/schema/outbound";
import { posts, schedules } from "@/server/db/schema/posts";
import { optimizerDecisions } from "@/server/db/schema/results";
import { apiTokens, invitations } from "@/server/db/schema/users";
import { uuidv7 } from "@/server/db/uuid";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { type Runtime, setRuntime } from "@/server/runtime";
import { addReports, type Reports } from "@/server/testing/add-reports";
import {
  addAccount,
  addCampaign,
  addVariant,
  addWorkspace,
  createWorld,
  type World,
} from "@/server/testing/world";
import { openChannel } from "@/server/variants/open-channel";

type Handler = (
  request: Request,
  next: { params: Promise<Record<string, string>> },
) => Promise<Response>;
type Who = Pick<World, "workspaceId" | "userId">;
interface Things extends Reports {
  account: string;
  contact: string;
  campaign: string;
  variant: string;
  media: string;
  schedule: string;
  post: string;
  invitation: string;
  token: string;
  member: string;
  webhook: string;
  delivery: string;
  decision: string;
  channel: string;
}

const grantTokens = { accessToken: "t", refreshToken: null, expiresAt: null, scopes: [] };
const methods = ["GET", "POST", "PATCH", "PUT", "DELETE"] as const;
const updatedAt = "2026-03-02T09:00:00.000Z";
const later = "2026-03-05T09:00:00Z";

let world: World;
let stranger: Who;
/** Of the first workspace, which the stranger must not reach. */
let theirs: Things;
let own: Things;

beforeAll(async () => {
  world = await createWorld();
  setRuntime(world.runtime as Runtime);
  stranger = await addWorkspace(world.runtime, "Halden & Co");
  theirs = await addThings(world);
  own = await addThings({ ...world, ...stranger });
});
afterAll(() => world.close());

async function addThings(at: World): Promise<Things> {
  const { workspaceId, userId } = at;
  const { db } = at.runtime.database;
  const account = await addAccount(at, { handle: `handle-${workspaceId}` });
  const campaign = await addCampaign(at, {
    ...{ name: `Campaign ${workspaceId}`, approvalRequired: true },
  });
  const file = { kind: "image" as const, mimeType: "image/png", bytes: 4, sha256: "0" };
  const names = { storageKey: `aa/${workspaceId}`, fileName: "cup.png" };
  const [media] = await db
    .insert(mediaAssets)
    .values({ workspaceId, ...file, ...names })
    .returning();
  const variant = await addVariant(at, campaign.id, {
    media: media ? [{ mediaId: media.id, altText: null }] : [],
  });
  await addVariant(at, campaign.id, { ordinal: 1 });
  const [schedule] = await db
    .insert(schedules)
    .values({
      ...{ workspaceId, campaignId: campaign.id, accountId: account.id },
      ...{ cron: "0 9 * * *", timeZone: "UTC" },
    })
    .returning();
  const slot = new Date("2026-03-04T09:00:00Z");
  const [post] = await db
    .insert(posts)
    .values({
      ...{ workspaceId, campaignId: campaign.id, accountId: account.id, platform: "x" },
      ...{ scheduleId: schedule?.id ?? null, status: "planned", slotAt: slot, dueAt: slot },
      ...{ nextAt: slot, deadlineAt: new Date(later), idempotencyKey: workspaceId },
    })
    .returning();
  const link = { kind: "invite" as const, email: `${workspaceId}@example.com` };
  const [invitation] = await db
    .insert(invitations)
    .values({
      ...{ workspaceId, ...link, role: "viewer", tokenHash: workspaceId },
      expiresAt: new Date(later),
    })
    .returning();
  const [token] = await db
    .insert(apiTokens)
    .values({ workspaceId, name: "script", prefix: "bw_", tokenHash: workspaceId, scopes: [] })
    .returning();
  const [contact] = await db
    .insert(contacts)
    .values({ workspaceId, phone: "+4520123456" })
    .returning();
  const [webhook] = await db
    .insert(outboundWebhooks)
    .values({
      ...{ workspaceId, url: `https://example.com/${workspaceId}`, events: [] },
      ...{ sealedSecret: "sealed", afterSeq: 0 },
    })
    .returning();
  const [delivery] = await db
    .insert(outboundDeliveries)
    .values({
      ...{ workspaceId, webhookId: webhook?.id ?? "", eventName: "post.failed", body: "{}" },
      ...{ status: "failed", nextAt: slot },
    })
    .returning();
  const [decision] = await db
    .insert(optimizerDecisions)
    .values({
      ...{ workspaceId, campaignId: campaign.id, platform: "x", postId: post?.id ?? "" },
      ...{ variantId: variant.id, kind: "exploit", policy: "adaptive", candidates: [] },
      ...{ reason: "Chose A.", numbers: {}, decidedAt: slot },
    })
    .returning();
  const reports = await addReports(at);
  const by = { workspaceId, runtime: at.runtime, now: () => at.runtime.clock.now() };
  const key = { accountId: account.id, platform: "x" as const, language: "en" };
  const channel = await db.transaction((tx) => openChannel(tx, by, key));
  if (!webhook || !delivery || !decision) throw new Error("nothing was inserted");
  if (!media || !schedule || !post || !invitation || !token || !contact)
    throw new Error("nothing was inserted");
  return {
    ...{ account: account.id, campaign: campaign.id, variant: variant.id, media: media.id },
    ...{ schedule: schedule.id, post: post.id, invitation: invitation.id, token: token.id },
    member: userId,
    webhook: webhook.id,
    delivery: delivery.id,
    decision: decision.id,
    channel: channel.id,
    contact: contact.id,
    ...reports,
  };
}

/** Every row of the first workspace, to be sure that a refusal changed none. */
async function readTheirRows(): Promise<unknown> {
  const { db } = world.runtime.database;
  const { rows: tables } = (await db.execute(sql`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'workspace_id' order by 1`)) as unknown as {
    rows: { name: string }[];
  };
  const content: Record<string, unknown> = {};
  for (const { name } of tables) {
    const { rows } = (await db.execute(sql`
      select * from ${sql.identifier(name)} where workspace_id = ${world.workspaceId}::uuid
      order by 1`)) as unknown as { rows: unknown[] };
    content[name] = rows;
  }
  return content;
}

async function call(
  handler: Handler,
  method: string,
  options: { params?: Record<string, string>; query?: string; body?: unknown } = {},
) {
  const token = await encode({
    token: { ...stranger, version: 1 },
    secret: world.runtime.env.NEXTAUTH_SECRET,
  });
  const hasBody = method !== "GET" && method !== "DELETE";
  const request = new Request(`http://localhost:3000/api/x?${options.query ?? ""}`, {
    method,
    headers: { cookie: `${SESSION_COOKIE}=${token}`, "sec-fetch-site": "same-origin" },
    body: hasBody ? JSON.stringify(options.body ?? {}) : null,
  });
  const response = await handler(request, { params: Promise.resolve(options.params ?? {}) });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

async function load(file: string): Promise<Partial<Record<string, Handler>>> {
  return (await import(path.resolve("app/api", file))) as Partial<Record<string, Handler>>;
}

/** Which of their things an address with an id is about, and what a good request would say. */
const subjects: Record<string, { id: keyof Things; bodies?: Record<string, unknown> }> = {
  "accounts/[id]": { id: "account", bodies: { PATCH: { paused: true } } },
  "accounts/[id]/ad-accounts": { id: "account" },
  "accounts/[id]/avatar": { id: "account" },
  "accounts/[id]/refresh": { id: "account" },
  "accounts/[id]/templates": { id: "account" },
  "accounts/[id]/time-zone": { id: "account", bodies: { PUT: { timeZone: "Asia/Tokyo" } } },
  "contacts/[id]": { id: "contact", bodies: { PATCH: { name: "Taken" } } },
  "campaigns/[id]": { id: "campaign", bodies: { PATCH: { name: "Taken", updatedAt } } },
  "campaigns/[id]/approval-links": { id: "campaign", bodies: { POST: { label: "Taken" } } },
  "campaigns/[id]/approval-links/[linkId]": { id: "campaign" },
  "campaigns/[id]/generate": { id: "campaign", bodies: { POST: { platform: "x" } } },
  "campaigns/[id]/report": { id: "campaign" },
  "campaigns/[id]/variants": {
    id: "campaign",
    bodies: { POST: { platform: "x", text: "Slipped in." } },
  },
  "learning/[id]": { id: "channel", bodies: { PATCH: { paused: true } } },
  "learning/[id]/prompts/[promptId]": { id: "channel", bodies: { POST: { verdict: "promote" } } },
  "learning/[id]/rollback": { id: "channel", bodies: { POST: {} } },
  "learning/[id]/run": { id: "channel" },
  "learning/[id]/runs": { id: "channel" },
  "invitations/[id]": { id: "invitation" },
  "media/[id]": { id: "media", bodies: { PATCH: { fileName: "taken.png" } } },
  "media/[id]/convert": { id: "media", bodies: { POST: { mimeType: "image/jpeg" } } },
  "media/[id]/crop": { id: "media", bodies: { POST: { aspect: "1:1" } } },
  "media/[id]/thumbnail": { id: "media" },
  "media/[id]/uses": { id: "media" },
  "members/[id]": { id: "member", bodies: { PATCH: { role: "viewer" } } },
  "members/[id]/reset-link": { id: "member" },
  "optimizer/arms/[id]": { id: "variant", bodies: { PATCH: { rule: "locked" } } },
  "optimizer/decisions/[id]/replay": { id: "decision" },
  "outbound-webhooks/[id]": { id: "webhook", bodies: { PATCH: { description: "Taken" } } },
  "outbound-webhooks/[id]/deliveries": { id: "webhook" },
  "outbound-webhooks/[id]/redeliver": { id: "webhook", bodies: { POST: { since: later } } },
  "outbound-webhooks/[id]/rotate": { id: "webhook" },
  "outbound-webhooks/[id]/test": { id: "webhook" },
  "outbound-webhooks/deliveries/[id]": { id: "delivery" },
  "outbound-webhooks/deliveries/[id]/redeliver": { id: "delivery" },
  "posts/[id]": { id: "post", bodies: { PATCH: { action: { kind: "skip" } } } },
  "posts/[id]/approve": { id: "post", bodies: { POST: { contentHash: "0" } } },
  "posts/[id]/ad": { id: "post", bodies: { POST: {} } },
  "posts/[id]/curve": { id: "post" },
  "posts/[id]/recipients": { id: "post" },
  "reports/links/[id]": { id: "reportLink" },
  "reports/schedules/[id]": { id: "reportSchedule", bodies: { PATCH: { paused: true } } },
  "reports/sendings/[id]": { id: "reportSending" },
  "reports/sendings/[id]/resend": { id: "reportSending" },
  "schedules/[id]": { id: "schedule", bodies: { PATCH: { paused: true } } },
  "tokens/[id]": { id: "token" },
  "v1/engagement/[id]": { id: "post" },
  "v1/learning/channels/[id]": { id: "channel" },
  "v1/publish/[id]": { id: "post", bodies: { PATCH: { status: "draft" } } },
  "variants/[id]": { id: "variant", bodies: { PATCH: { text: "Taken.", updatedAt } } },
  "variants/[id]/approve": { id: "variant" },
  "variants/[id]/media": { id: "variant", bodies: { POST: { mediaIds: [uuidv7()] } } },
  "variants/[id]/media/sample": { id: "variant", bodies: { POST: { kind: "image" } } },
  "variants/[id]/regenerate": { id: "variant" },
  "variants/[id]/restore": { id: "variant" },
};

const addresses = readdirSync("app/api", { recursive: true, encoding: "utf8" })
  .filter((file) => file.includes("[id]") && path.basename(file) === "route.ts")
  .map((file) => path.dirname(file).split(path.sep).join("/"))
  // Faults are struck into the install's sandbox: no workspace owns them.
  .filter((address) => !address.startsWith("sandbox/"))
  .sort();

async function expectUntouched(work: () => Promise<void>): Promise<void> {
  const before = await readTheirRows();
  const sent = world.runtime.jobs.sent.length;
  await work();
  expect(await readTheirRows()).toEqual(before);
  expect(world.runtime.jobs.sent).toHaveLength(sent);
}

describe("another workspace's ids in the address", () => {
  it("are covered for every address that takes one", () => {
    expect(Object.keys(subjects).sort()).toEqual(addresses);
  });

  it.each(addresses)("%s answers 404 and changes nothing", async (address) => {
    const subject = subjects[address];
    if (!subject) throw new Error(`${address} is not covered`);
    const handlers = await load(`${address}/route.ts`);
    await expectUntouched(async () => {
      for (const method of methods) {
        const handler = handlers[method];
        if (!handler) continue;
        const params = { id: theirs[subject.id] };
        const answer = await call(handler, method, { params, body: subject.bodies?.[method] });
        expect(answer.status, `${method} ${address}: ${answer.text}`).toBe(404);
      }
    });
  });
});

describe("another workspace's ids in what is sent", () => {
  const when = { kind: "once", runAt: later };
  const now = { status: "published", content: { text: "Slipped in." } };
  const cases: [string, string, (t: Things, o: Things) => unknown, ((o: Things) => string)?][] = [
    ["posts", "POST", (t, o) => ({ campaignId: t.campaign, accountId: o.account })],
    ["posts", "POST", (t, o) => ({ campaignId: o.campaign, accountId: t.account })],
    [
      "posts",
      "POST",
      (t, o) => ({ campaignId: o.campaign, accountId: o.account, variantId: t.variant }),
    ],
    ["posts/publish", "POST", (t) => ({ postId: t.post })],
    ["posts/publish", "POST", (t) => ({ ...now, accountIds: [t.account] })],
    ["v1/publish", "POST", (t) => ({ ...now, accountIds: [t.account] })],
    [
      "v1/publish",
      "POST",
      (t, o) => ({ status: "published", campaignId: t.campaign, accountIds: [o.account] }),
    ],
    [
      "posts/[id]",
      "PATCH",
      (t) => ({ action: { kind: "pin", variantId: t.variant } }),
      (o) => o.post,
    ],
    [
      "posts/[id]",
      "PATCH",
      () => ({ action: { kind: "skip" } }),
      () => `${theirs.schedule}_${Date.parse("2026-04-20T09:00:00Z")}`,
    ],
    ["reports/links", "POST", (t) => ({ name: "Taken", query: { campaignId: [t.campaign] } })],
    [
      "reports/schedules",
      "POST",
      (t) => ({
        ...{ name: "Taken", query: { campaignId: [t.campaign] }, cadence: "daily", hour: 8 },
        ...{ timeZone: "UTC", recipients: ["me@example.com"] },
      }),
    ],
    ["optimizer/settings", "PATCH", (t) => ({ campaignId: t.campaign, algorithm: "ucb1" })],
    ["links/settings", "PATCH", (t) => ({ campaignId: t.campaign, choice: "on" })],
    ["variants/[id]/media", "POST", (t) => ({ mediaIds: [t.media] }), (o) => o.variant],
    [
      "schedules",
      "POST",
      (t, o) => ({ campaignId: t.campaign, accountIds: [o.account], when, timeZone: "UTC" }),
    ],
    [
      "schedules",
      "POST",
      (t, o) => ({
        campaignId: o.campaign,
        accountIds: [o.account, t.account],
        when,
        timeZone: "UTC",
      }),
    ],
  ];
  it.each(cases)("%s %s", async (address, method, body, id) => {
    const handler = (await load(`${address}/route.ts`))[method];
    if (!handler) throw new Error("there is no such handler");
    await expectUntouched(async () => {
      const params = { id: id?.(own) ?? "" };
      const answer = await call(handler, method, { params, body: body(theirs, own) });
      expect(answer.status, answer.text).toBe(404);
    });
  });

  it("are not reviewed", async () => {
    const { POST } = await load("approvals/route.ts");
    if (!POST) throw new Error("there is no such handler");
    const items = [{ variantId: theirs.variant, contentHash: "hash-0" }];
    await expectUntouched(async () => {
      const answer = await call(POST, "POST", { body: { items, verdict: "approved" } });
      expect(JSON.parse(answer.text)).toMatchObject({ results: [{ code: "not_found" }] });
    });
  });

  it("are not counted by ingest", async () => {
    const { POST } = await load("analytics/ingest/route.ts");
    if (!POST) throw new Error("there is no such handler");
    const items = [
      { id: "1", postId: theirs.post, metrics: { views: 9 }, observedAt: "2026-03-02T08:00:00Z" },
    ];
    await expectUntouched(async () => {
      const answer = await call(POST, "POST", { body: { items } });
      expect(JSON.parse(answer.text)).toMatchObject({ counted: 0, refused: 1 });
    });
  });

  it.each([
    ["[platform]", "DELETE", () => ({ query: `accountId=${theirs.account}` })],
    ["[platform]/connect", "POST", () => ({ body: { accountId: theirs.account } })],
  ] as const)("v1/platforms/%s %s", async (address, method, sent) => {
    const handler = (await load(`v1/platforms/${address}/route.ts`))[method];
    if (!handler) throw new Error("there is no such handler");
    await expectUntouched(async () => {
      const answer = await call(handler, method, { params: { platform: "x" }, ...sent() });
      expect(answer.status, answer.text).toBe(404);
    });
  });

  it("are not disconnected with a whole platform", async () => {
    const { DELETE } = await load("v1/platforms/[platform]/route.ts");
    if (!DELETE) throw new Error("there is no such handler");
    await expectUntouched(async () => {
      const answer = await call(DELETE, "DELETE", { params: { platform: "x" } });
      expect(answer.text).not.toContain(theirs.account);
    });
  });

  it("of a choice of accounts open nothing for somebody else", async () => {
    const grant = { platform: "x" as const, sandbox: true, tokens: grantTokens };
    const identities = [{ externalId: "1", handle: "h", displayName: "H", avatarUrl: null }];
    const browser = "b".repeat(43);
    const ctx = world.ctx();
    const choice = await keepChoice(ctx, { grant, identities, userId: world.userId, browser });
    const { GET, POST } = await load("oauth/choice/route.ts");
    if (!GET || !POST) throw new Error("there is no such handler");
    await expectUntouched(async () => {
      const seen = await call(GET, "GET", { query: `choice=${choice}` });
      expect(seen.status, seen.text).toBe(404);
      const made = await call(POST, "POST", { body: { token: choice, accounts: ["x:1"] } });
      expect(made.status, made.text).toBe(404);
    });
  });

  it("can't be connected again by somebody else", async () => {
    const { GET } = await load("oauth/[provider]/start/route.ts");
    if (!GET) throw new Error("there is no such handler");
    await expectUntouched(async () => {
      const query = `world=sandbox&account=${theirs.account}`;
      const answer = await call(GET, "GET", { params: { provider: "x" }, query });
      expect(answer.headers.get("location")).toContain("error=unknown_account");
    });
  });
});

describe("lists", () => {
  const range = "from=2026-03-01T00:00:00Z&to=2026-05-01T00:00:00Z";
  it.each([
    ["accounts", "disconnected=true"],
    ["analytics/summary", ""],
    ["approvals", ""],
    ["audit", ""],
    ["calendar", range],
    ["campaigns", ""],
    ["invitations", ""],
    ["media", ""],
    ["media", "q=cup"],
    ["media/summary", ""],
    ["members", ""],
    ["optimizer", ""],
    ["optimizer/decisions", ""],
    ["optimizer/best-times", ""],
    ["outbound-webhooks", ""],
    ["overview", ""],
    ["overview/needs", ""],
    ["platforms", ""],
    ["v1/platforms", ""],
    ["v1/publish/history", ""],
    ["posts", ""],
    ["schedules", ""],
    ["search", "q=Campaign"],
    ["search", "q=handle"],
    ["tokens", ""],
    ["workspace", ""],
  ])("%s?%s shows nothing of another workspace", async (address, query) => {
    const { GET } = await load(`${address}/route.ts`);
    if (!GET) throw new Error("there is no such handler");
    const { status, text } = await call(GET, "GET", { query });
    if (status !== 200) expect([404, 422], text).toContain(status);
    for (const id of [...Object.values(theirs), world.workspaceId]) expect(text).not.toContain(id);
  });

  it.each([
    ["analytics/summary", () => `campaignId=${theirs.campaign}`],
    ["approvals", () => `campaignId=${theirs.campaign}`],
    ["audit", () => `subjectId=${theirs.campaign}`],
    ["optimizer", () => `campaignId=${theirs.campaign}`],
    ["optimizer/decisions", () => `campaignId=${theirs.campaign}`],
    ["optimizer/best-times", () => `accountId=${theirs.account}`],
    ["optimizer/decisions.csv", () => `campaignId=${theirs.campaign}`],
    ["posts", () => `campaignId=${theirs.campaign}`],
    ["posts", () => `accountId=${theirs.account}`],
    ["v1/publish/history", () => `accountId=${theirs.account}`],
    ["schedules", () => `accountId=${theirs.account}`],
    ["schedules", () => `campaignId=${theirs.campaign}`],
  ])("%s filtered by their id shows nothing", async (address, query) => {
    const { GET } = await load(`${address}/route.ts`);
    if (!GET) throw new Error("there is no such handler");
    const { status, text } = await call(GET, "GET", { query: query() });
    if (status !== 200) return expect(status, text).toBe(404);
    expect(text).not.toContain(`Campaign ${world.workspaceId}`);
    expect(text).not.toContain(`handle-${world.workspaceId}`);
    const { items } = (text.startsWith("{") ? JSON.parse(text) : {}) as { items?: unknown[] };
    expect(items ?? []).toEqual([]);
  });
});
