import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as decide, GET as queue } from "@/app/api/approvals/route";
import { GET as openLink } from "@/app/api/approve/[token]/route";
import { POST as sendVerdicts } from "@/app/api/approve/[token]/verdicts/route";
import { DELETE as revoke } from "@/app/api/campaigns/[id]/approval-links/[linkId]/route";
import { POST as create, GET as list } from "@/app/api/campaigns/[id]/approval-links/route";
import { ApprovalLinkCreated, LinkedApproval } from "@/lib/contracts/approvals";
import { reviewVariants } from "@/server/approvals/review-variants";
import { revokeApprovalLink } from "@/server/approvals/revoke-approval-link";
import { deleteCampaign } from "@/server/campaigns/delete-campaign";
import type { Role } from "@/server/context";
import { mediaAssets, variants } from "@/server/db/schema/campaigns";
import { auditLog } from "@/server/db/schema/facts";
import { approvalLinks } from "@/server/db/schema/reviews";
import { memberships, users } from "@/server/db/schema/users";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { type Runtime, setRuntime } from "@/server/runtime";
import { addCampaign, addVariant, createWorld, type World } from "@/server/testing/world";
import { getVariant } from "@/server/variants/get-variant";

let world: World;
let campaignId: string;
let variantId: string;
let other: { campaignId: string; variantId: string };

beforeAll(async () => {
  world = await createWorld();
  setRuntime(world.runtime as Runtime);
  campaignId = (await addCampaign(world, { brief: "Secret plans of the brand." })).id;
  const [media] = await world.runtime.database.db
    .insert(mediaAssets)
    .values({
      ...{ workspaceId: world.workspaceId, kind: "image", mimeType: "image/png", bytes: 4 },
      ...{ sha256: "0", storageKey: "aa/bb", fileName: "cup.png" },
    })
    .returning();
  const files = media ? [{ mediaId: media.id, altText: "A cup" }] : [];
  variantId = (await addVariant(world, campaignId, { media: files })).id;
  const elsewhere = await addCampaign(world, { name: "Not for this client" });
  other = { campaignId: elsewhere.id, variantId: (await addVariant(world, elsewhere.id)).id };
});
afterAll(() => world.close());

type Handler = (
  request: Request,
  next: { params: Promise<Record<string, string>> },
) => Promise<Response>;

async function send(
  handler: Handler,
  method: string,
  params: Record<string, string>,
  options: { body?: unknown; headers?: Record<string, string> } = {},
) {
  const request = new Request("http://localhost:3000/api/x", {
    method,
    headers: { "sec-fetch-site": "same-origin", ...options.headers },
    body: options.body === undefined ? null : JSON.stringify(options.body),
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  return { status: response.status, body, text, headers: response.headers };
}

const people = new Map<Role, string>();
async function as(role: Role): Promise<Record<string, string>> {
  const { db } = world.runtime.database;
  const known = people.get(role);
  const [user] = known
    ? [{ id: known }]
    : await db
        .insert(users)
        .values({ email: `${role}@example.com`, name: `The ${role}` })
        .returning();
  const userId = user?.id ?? "";
  if (!known) {
    await db.insert(memberships).values({ workspaceId: world.workspaceId, userId, role });
    people.set(role, userId);
  }
  const token = await encode({
    token: { userId, workspaceId: world.workspaceId, version: 1 },
    secret: world.runtime.env.NEXTAUTH_SECRET,
  });
  return { cookie: `${SESSION_COOKIE}=${token}` };
}

async function makeLink(input: object = {}, role: Role = "editor") {
  const headers = await as(role);
  const body = { label: "Halden & Co", ...input };
  const answer = await send(create, "POST", { id: campaignId }, { headers, body });
  return { answer, ...ApprovalLinkCreated.parse(answer.body) };
}
const tokenOf = (url: string) => url.split("/approve/")[1] ?? "";
const open = (token: string) => send(openLink, "GET", { token });
const hashOf = async (id: string) => (await getVariant(world.ctx(), id)).contentHash;
async function say(token: string, id: string, more: object = {}) {
  const items = [{ variantId: id, contentHash: await hashOf(id) }];
  const body = { items, verdict: "approved", ...more };
  return send(sendVerdicts, "POST", { token }, { body });
}

describe("the queue", () => {
  it("is read by all, and decided by who may approve", async () => {
    const items = [{ variantId: other.variantId, contentHash: await hashOf(other.variantId) }];
    const body = { items, verdict: "rejected" };
    expect((await send(queue, "GET", {}, { headers: await as("viewer") })).status).toBe(200);
    const refused = await send(decide, "POST", {}, { headers: await as("viewer"), body });
    expect(refused.status).toBe(403);
    const answer = await send(decide, "POST", {}, { headers: await as("reviewer"), body });
    expect(answer.body).toEqual({
      results: [{ variantId: other.variantId, ok: true, code: "done", message: null }],
    });
    const vague = { items: [{ variantId: other.variantId }], verdict: "approved" };
    const options = { headers: await as("reviewer"), body: vague };
    expect((await send(decide, "POST", {}, options)).status).toBe(422);
  });
});

describe("an approval link", () => {
  it("is made by who may edit and approve, and its secret is told once", async () => {
    const { answer, url, link } = await makeLink();
    expect(answer.status).toBe(201);
    expect(url).toMatch(/^http:\/\/[^/]+\/approve\/[\w-]{43}\.[\w-]{43}$/);
    expect(link).toMatchObject({ label: "Halden & Co", createdBy: "The editor", revokedAt: null });
    expect(Date.parse(link.expiresAt) - Date.parse(link.createdAt)).toBe(14 * 86_400_000);
    const rows = await world.runtime.database.db.select().from(approvalLinks);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(url).slice(0, 43));
    const listed = await send(list, "GET", { id: campaignId }, { headers: await as("reviewer") });
    expect(listed.body).toMatchObject({ items: [{ id: link.id }] });
    expect(listed.text).not.toContain(tokenOf(url));
    for (const role of ["reviewer", "viewer"] as const) {
      const options = { headers: await as(role), body: { label: "Me" } };
      expect((await send(create, "POST", { id: campaignId }, options)).status).toBe(403);
    }
    const long = { headers: await as("editor"), body: { label: "Me", expiresInDays: 91 } };
    expect((await send(create, "POST", { id: campaignId }, long)).status).toBe(422);
  });

  it("opens one campaign's variants and nothing else", async () => {
    const { url } = await makeLink();
    const { status, body, text, headers } = await open(tokenOf(url));
    expect(status).toBe(200);
    const seen = LinkedApproval.parse(body);
    expect(seen).toMatchObject({ workspace: "Northlight Coffee", label: "Halden & Co" });
    expect(seen.items.map((item) => item.id)).toEqual([variantId]);
    expect(seen.items[0]?.media[0]?.url).toMatch(/\/media\/[\w-]+\/[\w-]{43}$/);
    for (const hidden of ["Secret plans", "Not for this client", other.campaignId, campaignId]) {
      expect(text).not.toContain(hidden);
    }
    expect(headers.get("set-cookie")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
    const { body: answer } = await say(tokenOf(url), other.variantId);
    expect(answer).toMatchObject({ results: [{ ok: false, code: "not_found" }] });
    expect(await getVariant(world.ctx(), other.variantId)).toMatchObject({ approved: false });
  });

  it("takes verdicts under the client's name", async () => {
    const { url } = await makeLink();
    const token = tokenOf(url);
    const silent = await say(token, variantId, { verdict: "changes_requested" });
    expect(silent.status).toBe(422);
    const said = await say(token, variantId, {
      ...{ verdict: "changes_requested", comment: "Our cups are blue.", name: "Anna" },
    });
    expect(said.body).toMatchObject({ results: [{ ok: true, code: "done" }] });
    expect(await getVariant(world.ctx(), variantId)).toMatchObject({
      review: {
        ...{ comment: "Our cups are blue.", by: "Anna, Halden & Co (by link)", byLink: true },
      },
    });
    await say(token, variantId);
    const { approved } = await getVariant(world.ctx(), variantId);
    expect(approved).toBe(true);
    const [row] = await world.runtime.database.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, "variant.approved"));
    expect(row).toMatchObject({ actorId: null, actorName: "Halden & Co (by link)" });
    const [variant] = await world.runtime.database.db
      .select()
      .from(variants)
      .where(eq(variants.id, variantId));
    expect(variant?.approvedBy).toBeNull();
    const stale = { items: [{ variantId, contentHash: "seen before" }], verdict: "rejected" };
    const late = await send(sendVerdicts, "POST", { token }, { body: stale });
    expect(late.body).toMatchObject({ results: [{ ok: false, code: "changed" }] });
  });

  describe("beside what members say", () => {
    let token: string;
    let link: { id: string; campaignId: string };
    let id: string;
    const review = async (verdict: "approved" | "rejected", comment: string | null) =>
      reviewVariants(world.ctx(), {
        ...{ items: [{ variantId: id, contentHash: await hashOf(id) }], verdict, comment },
      });
    const seen = async () => LinkedApproval.parse((await open(token)).body).items[0];
    beforeEach(async () => {
      const own = await addCampaign(world);
      id = (await addVariant(world, own.id)).id;
      const options = { headers: await as("editor"), body: { label: "Halden & Co" } };
      const made = await send(create, "POST", { id: own.id }, options);
      const { url, link: view } = ApprovalLinkCreated.parse(made.body);
      token = tokenOf(url);
      link = { id: view.id, campaignId: own.id };
    });

    it("overturns no rejection, and leaves no word in its place", async () => {
      await review("rejected", "Legal says no.");
      for (const verdict of ["approved", "rejected", "withdrawn"]) {
        expect((await say(token, id, { verdict })).body).toMatchObject({
          results: [{ ok: false, code: "closed" }],
        });
      }
      const { approved, review: last } = await getVariant(world.ctx(), id);
      expect({ approved, comment: last?.comment }).toEqual({
        ...{ approved: false, comment: "Legal says no." },
      });
      await review("approved", null);
      expect((await say(token, id, { verdict: "rejected" })).body).toMatchObject({
        results: [{ ok: true }],
      });
      expect((await say(token, id)).body).toMatchObject({ results: [{ ok: true }] });
    });

    it("shows what came by links, and nobody inside", async () => {
      await say(token, id, { verdict: "changes_requested", comment: "Bluer.", name: "Anna" });
      expect(await seen()).toMatchObject({ review: { comment: "Bluer.", byLink: true } });
      await review("rejected", "Too blue for them.");
      expect(await seen()).toMatchObject({ state: "rejected", review: null, lastReview: null });
      expect((await open(token)).text).not.toContain("Too blue");
    });

    it("says nothing more once it is taken back, not even for what is under way", async () => {
      await revokeApprovalLink(world.ctx(), { id: link.campaignId, linkId: link.id });
      const items = [{ variantId: id, contentHash: await hashOf(id) }];
      const input = { items, verdict: "approved" as const, comment: null };
      const { results } = await reviewVariants(world.ctx(), input, link);
      expect(results).toMatchObject([{ ok: false, code: "not_found" }]);
      expect(await getVariant(world.ctx(), id)).toMatchObject({ approved: false });
    });
  });

  it("answers alike when it is wrong, expired, revoked or its campaign is gone", async () => {
    const made = [await makeLink({ expiresInDays: 1 }), await makeLink({ expiresInDays: 90 })];
    const [short, kept] = made.map(({ url }) => tokenOf(url));
    const [secret = "", signature = ""] = (kept ?? "").split(".");
    const answers: { status: number; body: unknown }[] = [];
    const tryBoth = async (token: string) => {
      answers.push(await open(token), await say(token, variantId));
    };
    await tryBoth("nonsense");
    await tryBoth(`${secret}.${signature.split("").reverse().join("")}`);
    world.runtime.clock.advance(25 * 3_600_000);
    await tryBoth(short ?? "");
    expect((await open(kept ?? "")).status).toBe(200);
    const params = { id: campaignId, linkId: made[1]?.link.id ?? "" };
    const strange = { ...params, id: other.campaignId };
    expect((await send(revoke, "DELETE", strange, { headers: await as("editor") })).status).toBe(
      404,
    );
    expect((await send(revoke, "DELETE", params, { headers: await as("reviewer") })).status).toBe(
      403,
    );
    expect((await send(revoke, "DELETE", params, { headers: await as("editor") })).status).toBe(
      204,
    );
    await tryBoth(kept ?? "");
    const { url } = await makeLink();
    await deleteCampaign(world.ctx(), campaignId);
    answers.push(await open(tokenOf(url)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    const details = answers.map(({ body }) => (body as { detail: string }).detail);
    expect(new Set(details).size).toBe(1);
    expect(details[0]).toContain("Ask whoever sent it to you");
  });

  it("takes no verdict from another site", async () => {
    const foreign = { "sec-fetch-site": "cross-site" };
    const answer = await send(sendVerdicts, "POST", { token: "x" }, { body: {}, headers: foreign });
    expect(answer.status).toBe(403);
  });

  it("is closed for a while to who tries too often", async () => {
    const headers = { "x-client-address": "192.0.2.7" };
    const attempt = () =>
      send(sendVerdicts, "POST", { token: "x" }, { body: { items: [] }, headers });
    for (let i = 0; i < 120; i++) await attempt();
    expect((await attempt()).status).toBe(429);
  });
});
