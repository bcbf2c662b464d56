import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CreateReportLink, ReportLinkCreated } from "@/lib/contracts/reports";
import { createApprovalLink } from "@/server/approvals/create-approval-link";
import { rateLimits } from "@/server/db/schema/facts";
import { reportLinks } from "@/server/db/schema/reports";
import { workspaces } from "@/server/db/schema/workspaces";
import { uuidv7 } from "@/server/db/uuid";
import { createReportLink } from "@/server/reports/create-report-link";
import { listReportLinks } from "@/server/reports/list-report-links";
import { openLinkedReport } from "@/server/reports/open-linked-report";
import { revokeReportLink } from "@/server/reports/revoke-report-link";
import { countPosts } from "@/server/testing/count-posts";
import { addPublishedPost } from "@/server/testing/published-post";
import {
  addAccount,
  addCampaign,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";

let world: World;
let campaignId: string;
let accountId: string;

beforeAll(async () => {
  world = await createWorld();
  campaignId = (await addCampaign(world, { name: "Launch" })).id;
  const account = await addAccount(world);
  accountId = account.id;
  const elsewhere = await addCampaign(world, { name: "Not for this client" });
  const real = await addAccount(world, { sandbox: false, handle: "real" });
  const views = async (post: { id: string }, count: number) =>
    countPosts(world.runtime.database.db, [
      {
        ...{ workspaceId: world.workspaceId, postId: post.id, source: "pull" },
        ...{ observedAt: new Date("2026-03-02T08:30:00Z"), views: count },
      },
    ]);
  await views(await addPublishedPost(world, { accountId, campaignId }), 100);
  await views(await addPublishedPost(world, { accountId, campaignId: elsewhere.id }), 7000);
  await views(await addPublishedPost(world, { accountId: real.id, campaignId }), 900_000);
});
afterAll(() => world.close());

const make = (input: object = {}) =>
  createReportLink(world.ctx(), {
    ...{ name: "For Nyeri", query: { campaignId: [campaignId] }, expiresInDays: 30 },
    ...input,
  });
const tokenOf = (url: string) => url.split("/report/")[1] ?? "";
const open = (url: string) => openLinkedReport(tokenOf(url), world.runtime);

describe("a report link", () => {
  it("opens one filter's numbers, without an id of anything", async () => {
    const made = ReportLinkCreated.parse(await make());
    expect(made.url).toMatch(/^http:\/\/[^/]+\/report\/[\w-]{43}\.[\w-]{43}$/);
    const seen = await open(made.url);
    expect(seen).toMatchObject({
      name: "For Nyeri",
      report: {
        ...{ workspace: "Northlight Coffee", sandbox: true, timeZone: "Europe/Copenhagen" },
        totals: { counts: { views: 100 } },
        campaigns: [{ name: "Launch", counts: { views: 100 } }],
        best: [{ account: expect.any(String), views: 100 }],
      },
    });
    const text = JSON.stringify(seen);
    for (const hidden of ["Not for this client", campaignId, accountId, world.workspaceId]) {
      expect(text).not.toContain(hidden);
    }
  });

  it("is kept as a hash, and listed without its secret", async () => {
    const { url, link } = await make();
    const rows = await world.runtime.database.db.select().from(reportLinks);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(url).slice(0, 43));
    const { items } = await listReportLinks(world.ctx());
    expect(items.map(({ id }) => id)).toContain(link.id);
    expect(JSON.stringify(items)).not.toContain(tokenOf(url));
  });

  it("stays in the zone and the world that it was made for", async () => {
    const { url } = await make({ query: { timeZone: "Asia/Calcutta" } });
    await world.runtime.database.db
      .update(workspaces)
      .set({ showSandbox: false, timeZone: "America/Lima" });
    const seen = await open(url);
    expect(seen).toMatchObject({
      report: { sandbox: true, timeZone: "Asia/Kolkata", totals: { counts: { views: 7100 } } },
    });
    await world.runtime.database.db
      .update(workspaces)
      .set({ showSandbox: true, timeZone: "Europe/Copenhagen" });
  });

  it("opens nothing when it is wrong, revoked, expired or a link to something else", async () => {
    const { url, link } = await make({ expiresInDays: 1 });
    const [secret = "", signature = ""] = tokenOf(url).split(".");
    expect(await openLinkedReport("nonsense", world.runtime)).toBeNull();
    const forged = `${secret}.${signature.split("").reverse().join("")}`;
    expect(await openLinkedReport(forged, world.runtime)).toBeNull();
    const approval = await createApprovalLink(world.ctx(), campaignId, {
      ...{ label: "Client", expiresInDays: 7 },
    });
    const other = approval.url.split("/approve/")[1] ?? "";
    expect(await openLinkedReport(other, world.runtime)).toBeNull();
    expect(await open(url)).not.toBeNull();
    const second = await make();
    await revokeReportLink(world.ctx(), second.link.id);
    expect(await open(second.url)).toBeNull();
    await expect(revokeReportLink(world.ctx(), second.link.id)).rejects.toMatchObject({
      code: "not_found",
    });
    world.runtime.clock.advance(25 * 3_600_000);
    expect(await open(url)).toBeNull();
    const { items } = await listReportLinks(world.ctx());
    expect(items.find(({ id }) => id === link.id)).toMatchObject({ expired: true });
  });

  it("is one of 100 that are open at most, which stand before those that ended", async () => {
    const other = await addWorkspace(world.runtime, "Linked");
    const ctx = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const input = { name: "One", query: {}, expiresInDays: 30 };
    const { link } = await createReportLink(ctx, input);
    const [row] = await world.runtime.database.db
      .select()
      .from(reportLinks)
      .where(eq(reportLinks.id, link.id));
    if (!row) throw new Error("nothing was inserted");
    const copy = (i: number) => ({ ...row, id: uuidv7(), tokenHash: `${row.id} ${i}` });
    const later = new Date(row.createdAt.getTime() + 60_000);
    await world.runtime.database.db.insert(reportLinks).values([
      ...Array.from({ length: 99 }, (_, i) => copy(i)),
      ...Array.from({ length: 150 }, (_, i) => ({
        ...{ ...copy(i + 100), createdAt: later, revokedAt: later },
      })),
    ]);
    await expect(createReportLink(ctx, input)).rejects.toMatchObject({ code: "conflict" });
    const { items } = await listReportLinks(ctx);
    expect(items.slice(0, 100).every(({ revokedAt }) => revokedAt === null)).toBe(true);
    expect(items.map(({ id }) => id)).toContain(link.id);
    const sends = { ...ctx.actor, scopes: new Set(["analytics:write"] as const) };
    await expect(revokeReportLink({ ...ctx, actor: sends }, link.id)).rejects.toMatchObject({
      code: "forbidden",
    });
    await revokeReportLink(ctx, link.id);
    await createReportLink(ctx, input);
  });

  it.each([{ name: "a\0b" }, { name: "a\ud800" }, { query: { tag: ["a\0b"] } }])(
    "has no words that cannot be stored: %j",
    (wrong) => {
      const { success } = CreateReportLink.safeParse({ name: "Results", query: {}, ...wrong });
      expect(success).toBe(false);
    },
  );

  it("that is opened too often says so instead of failing", async () => {
    const { url, link } = await make();
    await world.runtime.database.db.insert(rateLimits).values({
      ...{ key: `report-link:${link.id}`, windowStart: world.runtime.clock.now(), count: 600 },
    });
    expect(await open(url)).toBe("busy");
    world.runtime.clock.advance(16 * 60_000);
    expect(await open(url)).toMatchObject({ name: "For Nyeri" });
  });

  it("is made by who may read results, of campaigns of their own", async () => {
    const ctx = world.ctx();
    const token = {
      ...ctx,
      actor: { ...ctx.actor, scopes: new Set(["analytics:write"] as const) },
    };
    const input = { name: "Mine", query: {}, expiresInDays: 1 };
    await expect(createReportLink(token, input)).rejects.toMatchObject({ code: "forbidden" });
    const other = await addWorkspace(world.runtime, "Halden");
    const stranger = contextFor(world.runtime, other.workspaceId, other.userId, "owner");
    const query = { campaignId: [campaignId] };
    await expect(createReportLink(stranger, { ...input, query })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await listReportLinks(stranger)).items).toEqual([]);
  });
});
