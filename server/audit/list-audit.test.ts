import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AuditQuery } from "@/lib/contracts/audit";
import { listAudit } from "@/server/audit/list-audit";
import { recordAudit } from "@/server/audit/record";
import { type Ctx, systemContext } from "@/server/context";
import { addWorkspace, createWorld, type World } from "@/server/testing/world";

let world: World;

const record = (ctx: Ctx, action: string, subjectName: string) =>
  ctx.db.transaction((tx) =>
    recordAudit(tx, ctx, { action, subjectType: "account", subjectId: subjectName, subjectName }),
  );

beforeAll(async () => {
  world = await createWorld();
  const { clock } = world.runtime;
  await record(world.ctx(), "account.connected", "First");
  await record(world.ctx(), "account.connected", "Second");
  clock.advance(60_000);
  await record(systemContext(world.runtime, world.workspaceId, "r"), "account.refreshed", "First");
  clock.advance(60_000);
  await record(world.ctx(), "post.published", "50% off");
  const other = await addWorkspace(world.runtime, "Elsewhere");
  await record({ ...world.ctx(), workspaceId: other.workspaceId }, "post.published", "Foreign");
});
afterAll(() => world.close());

const list = async (query: Record<string, unknown>) => {
  const page = await listAudit(world.ctx(), AuditQuery.parse(query));
  return page.items.map((entry) => `${entry.action} ${entry.subject.name}`);
};

describe("the audit log", () => {
  it("is told backwards, and only of this workspace", async () => {
    expect(await list({})).toEqual([
      "post.published 50% off",
      "account.refreshed First",
      "account.connected Second",
      "account.connected First",
    ]);
  });

  it("is filtered by who, what, which, when and words", async () => {
    expect(await list({ actor: "system" })).toEqual(["account.refreshed First"]);
    expect(await list({ actor: world.userId })).toHaveLength(3);
    expect(await list({ action: "account" })).toHaveLength(3);
    expect(await list({ action: "post_" })).toEqual([]);
    expect(await list({ subjectId: "First" })).toHaveLength(2);
    expect(await list({ from: "2026-03-02T09:01:00Z", to: "2026-03-02T09:02:00Z" })).toEqual([
      "account.refreshed First",
    ]);
    expect(await list({ text: "SECOND" })).toEqual(["account.connected Second"]);
    expect(await list({ renewals: "hide" })).toHaveLength(3);
    expect(await list({ text: "0%" })).toEqual(["post.published 50% off"]);
  });

  it("pages through entries of the same instant without loss or repeat", async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAudit(world.ctx(), AuditQuery.parse({ limit: 1, cursor }));
      seen.push(...page.items.map((entry) => entry.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(4);
    await expect(listAudit(world.ctx(), AuditQuery.parse({ cursor: "x" }))).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
