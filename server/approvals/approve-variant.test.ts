import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DELETE, POST } from "@/app/api/variants/[id]/approve/route";
import { approveVariant, withdrawApproval } from "@/server/approvals/approve-variant";
import type { Role } from "@/server/context";
import { auditLog, events } from "@/server/db/schema/facts";
import { memberships, users } from "@/server/db/schema/users";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { type Runtime, setRuntime } from "@/server/runtime";
import {
  addCampaign,
  addVariant,
  addWorkspace,
  contextFor,
  createWorld,
  type World,
} from "@/server/testing/world";
import { getVariant } from "@/server/variants/get-variant";
import { updateVariant } from "@/server/variants/update-variant";

let world: World;
let campaignId: string;
let id: string;

beforeEach(async () => {
  world = await createWorld();
  setRuntime(world.runtime as Runtime);
  campaignId = (await addCampaign(world)).id;
  id = (await addVariant(world, campaignId)).id;
});
afterEach(() => world.close());

const isApproved = async () => (await getVariant(world.ctx(), id)).approved;
const readAudit = async () => {
  const rows = await world.runtime.database.db.select().from(auditLog).orderBy(auditLog.id);
  return rows.map((row) => row.action);
};
const edit = async (text: string) => {
  const { updatedAt } = await getVariant(world.ctx(), id);
  return updateVariant(world.ctx(), id, { text, updatedAt });
};

async function call(method: "POST" | "DELETE", role: Role, body: unknown = {}) {
  const { db } = world.runtime.database;
  const [user] = await db
    .insert(users)
    .values({ email: `${method}-${role}@example.com`, name: "Tomas" })
    .returning();
  const userId = user?.id ?? "";
  await db.insert(memberships).values({ workspaceId: world.workspaceId, userId, role });
  const token = await encode({
    token: { userId, workspaceId: world.workspaceId, version: 1 },
    secret: world.runtime.env.NEXTAUTH_SECRET,
  });
  const request = new Request("http://localhost:3000/api/x", {
    method,
    headers: { cookie: `${SESSION_COOKIE}=${token}`, "sec-fetch-site": "same-origin" },
    body: method === "POST" ? JSON.stringify(body) : null,
  });
  const handler = method === "POST" ? POST : DELETE;
  const response = await handler(request, { params: Promise.resolve({ id }) });
  return { status: response.status, body: await response.json() };
}

describe("the approval of a variant", () => {
  it.each<Role>(["reviewer", "editor", "owner"])("is for the role %s", async (role) => {
    expect(await call("POST", role)).toMatchObject({ status: 200, body: { approved: true } });
    expect(await isApproved()).toBe(true);
    expect(await call("DELETE", role)).toMatchObject({ status: 200, body: { approved: false } });
    expect(await isApproved()).toBe(false);
  });

  it("is not a viewer's", async () => {
    expect(await call("POST", "viewer")).toMatchObject({ status: 403 });
    expect(await isApproved()).toBe(false);
    await approveVariant(world.ctx(), id);
    expect(await call("DELETE", "viewer")).toMatchObject({ status: 403 });
    expect(await isApproved()).toBe(true);
  });

  it("is told once, however often it is given", async () => {
    await approveVariant(world.ctx(), id);
    await approveVariant(world.ctx("reviewer"), id);
    await withdrawApproval(world.ctx(), id);
    await withdrawApproval(world.ctx(), id);
    expect(await readAudit()).toEqual(["variant.approved", "variant.approval_withdrawn"]);
    const told = await world.runtime.database.db
      .select({ data: events.data })
      .from(events)
      .where(eq(events.name, "variant.changed"));
    expect(told).toHaveLength(2);
    expect(told[0]?.data).toMatchObject({ campaignId, variantId: id });
  });

  it("is lost with an edit, and an open edit is not lost by it", async () => {
    const { updatedAt } = await getVariant(world.ctx(), id);
    await approveVariant(world.ctx(), id);
    const edited = await updateVariant(world.ctx(), id, { text: "New words.", updatedAt });
    expect(edited.approved).toBe(false);
    expect(await approveVariant(world.ctx(), id)).toMatchObject({ approved: true });
  });

  it("is for the edition that was read", async () => {
    const { updatedAt } = await getVariant(world.ctx(), id);
    await edit("Slipped in meanwhile.");
    expect(await call("POST", "reviewer", { updatedAt })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("Read it again") },
    });
    expect(await isApproved()).toBe(false);
  });

  it("is refused for what the platform would refuse, and says why", async () => {
    await edit("long ".repeat(80));
    expect(await call("POST", "reviewer")).toMatchObject({
      status: 422,
      body: { detail: expect.stringMatching(/^This variant can't be approved yet\. \S/) },
    });
    expect(await isApproved()).toBe(false);
  });

  it("can't be given or taken from another workspace", async () => {
    const { runtime } = world;
    const there = await addWorkspace(runtime, "Elsewhere");
    const stranger = contextFor(runtime, there.workspaceId, there.userId, "owner");
    await expect(approveVariant(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await approveVariant(world.ctx(), id);
    await expect(withdrawApproval(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    expect(await isApproved()).toBe(true);
  });
});
