import { asc, desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UpdateOptimizerSettings } from "@/lib/contracts/optimizer-settings";
import { ROLE_SCOPES } from "@/server/context";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { auditLog, events } from "@/server/db/schema/facts";
import { getOptimizerPanel } from "@/server/optimizer/get-optimizer-panel";
import { setArmRule } from "@/server/optimizer/set-arm-rule";
import { updateOptimizerSettings } from "@/server/optimizer/update-settings";
import { addCampaign, addVariant, createWorld, type World } from "@/server/testing/world";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

let world: World;
let campaignId: string;
let ids: string[];

beforeAll(async () => {
  world = await createWorld();
  campaignId = (await addCampaign(world, { objective: "ctr" })).id;
  ids = [];
  for (const ordinal of [0, 1, 2]) {
    ids.push((await addVariant(world, campaignId, { ordinal })).id);
  }
});
afterAll(() => world.close());

const db = () => world.runtime.database.db;
const panel = () => getOptimizerPanel(world.ctx(), { campaignId, platform: "x", limit: 10 });
const lastAudit = async () => {
  const [row] = await db().select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  return row;
};
const countEvents = async () =>
  (await db().select().from(events).where(eq(events.name, "optimizer.changed"))).length;
const rules = async () =>
  (await db().select().from(variants).orderBy(asc(variants.ordinal))).map(
    (row) => row.optimizerRule,
  );

describe("how a campaign chooses", () => {
  it("is adaptive with one choice in twenty left to chance, until somebody says otherwise", async () => {
    expect((await panel()).settings).toMatchObject({
      ...{ algorithm: "adaptive", floor: 0.05, winnerMode: "usual", ownWeights: false },
    });
    const before = await countEvents();
    const changes = { campaignId, algorithm: "thompson", floor: 0.1, winnerMode: "proof" } as const;
    const after = await updateOptimizerSettings(world.ctx("editor"), changes);
    expect(after).toMatchObject({ algorithm: "thompson", floor: 0.1, winnerMode: "proof" });
    expect(await lastAudit()).toMatchObject({
      action: "campaign.optimizer_changed",
      before: { algorithm: "adaptive", floor: 0.05, winnerMode: "usual" },
      after: { algorithm: "thompson", floor: 0.1, winnerMode: "proof" },
    });
    await updateOptimizerSettings(world.ctx(), changes);
    expect((await countEvents()) - before).toBe(1);
    const view = await panel();
    expect(view.policy).toBe("Thompson sampling");
    expect(view.winner).toMatchObject({ mode: "proof", badge: "Not enough data" });
    expect(view.evenSplit).toBeNull();
  });

  it("weighs as the workspace does, or by weights of its own, which can be given up", async () => {
    const classic = {
      views: 1,
      likes: 2,
      comments: 0,
      shares: 5,
      clicks: 3,
      saves: 0,
      conversions: 10,
    };
    await updateWorkspace(world.ctx(), { settings: { engagementWeights: classic } });
    expect((await panel()).settings).toMatchObject({ weights: classic, ownWeights: false });
    const own = { ...classic, views: 0 };
    await updateOptimizerSettings(world.ctx(), { campaignId, weights: own });
    expect((await panel()).settings).toMatchObject({ weights: own, ownWeights: true });
    await updateOptimizerSettings(world.ctx(), { campaignId, weights: null });
    expect((await panel()).settings).toMatchObject({ weights: classic, ownWeights: false });
  });

  it("takes no floor beyond a half, and no weights that count nothing but views", () => {
    const weights = {
      views: 1,
      likes: 0,
      comments: 0,
      shares: 0,
      clicks: 0,
      saves: 0,
      conversions: 0,
    };
    expect(UpdateOptimizerSettings.safeParse({ campaignId, floor: 0.6 }).success).toBe(false);
    expect(UpdateOptimizerSettings.safeParse({ campaignId, weights }).success).toBe(false);
  });

  it("keeps the edition of the campaign: nobody's edit is lost to it", async () => {
    const [before] = await db().select().from(campaigns);
    await updateOptimizerSettings(world.ctx(), { campaignId, algorithm: "ucb1" });
    const [after] = await db().select().from(campaigns);
    expect(after?.updatedAt).toEqual(before?.updatedAt);
  });

  it("is for those who may edit campaigns", () => {
    expect(ROLE_SCOPES.editor.has("campaigns:write")).toBe(true);
    for (const role of ["reviewer", "viewer"] as const) {
      expect(ROLE_SCOPES[role].has("campaigns:write")).toBe(false);
    }
  });
});

describe("a rule for a variant", () => {
  it("locks one at a time, is audited, and shows who did it", async () => {
    const [a = "", b = ""] = ids;
    await setArmRule(world.ctx(), a, "locked");
    const view = await setArmRule(world.ctx(), b, "locked");
    expect(view).toMatchObject({ letter: "B", rule: "locked", by: "Ines Moreau" });
    expect(await rules()).toEqual([null, "locked", null]);
    expect(await lastAudit()).toMatchObject({
      ...{
        action: "variant.locked",
        subjectId: b,
        before: { rule: null },
        after: { rule: "locked" },
      },
    });
    const { arms } = await panel();
    expect(arms[1]).toMatchObject({ rule: "locked", ruledBy: "Ines Moreau", blocked: null });
    expect(arms[1]?.nextShare).toBe(1);
    expect(arms[0]?.blocked).toBe("B is locked: nothing else is chosen.");
    await setArmRule(world.ctx(), b, null);
    expect(await lastAudit()).toMatchObject({ action: "variant.unlocked" });
  });

  it("keeps the last one that can be posted, whatever else there is", async () => {
    const other = await addCampaign(world, { objective: "ctr" });
    const good = await addVariant(world, other.id, { ordinal: 0 });
    const bad = await addVariant(world, other.id, { ordinal: 1, text: "x".repeat(2000) });
    await expect(setArmRule(world.ctx(), good.id, "excluded")).rejects.toMatchObject({
      code: "conflict",
    });
    await setArmRule(world.ctx(), bad.id, "excluded");
    await db().delete(campaigns).where(eq(campaigns.id, other.id));
  });

  it("excludes, but never the last one that may be chosen, and can be taken back", async () => {
    const [a = "", b = "", c = ""] = ids;
    await setArmRule(world.ctx(), a, "excluded");
    await setArmRule(world.ctx(), b, "excluded");
    await expect(setArmRule(world.ctx(), c, "excluded")).rejects.toMatchObject({
      code: "conflict",
    });
    const { arms } = await panel();
    expect(arms[0]).toMatchObject({ pBest: null, nextShare: null, rule: "excluded" });
    expect(arms[0]?.blocked).toContain("excluded");
    expect(arms[2]?.nextShare).toBe(1);
    await setArmRule(world.ctx(), a, null);
    expect(await lastAudit()).toMatchObject({ action: "variant.included" });
    expect((await panel()).evenSplitOffer).toContain("Only two variants compete");
    await setArmRule(world.ctx(), b, null);
    expect(await rules()).toEqual([null, null, null]);
  });
});
