import { desc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { UpdateWorkspace } from "@/lib/contracts/workspace";
import { auditLog, events } from "@/server/db/schema/facts";
import {
  addAccount,
  addCampaign,
  addWorkspace,
  createWorld,
  type World,
} from "@/server/testing/world";
import { getWorkspaceView } from "@/server/workspaces/get-workspace-view";
import { listSearchResults } from "@/server/workspaces/list-search-results";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

describe("the workspace's settings", () => {
  it("change one at a time, audited from and to", async () => {
    const after = await updateWorkspace(world.ctx(), {
      timeZone: "America/New_York",
      settings: { minGapMinutes: 45 },
    });
    expect(after).toEqual(await getWorkspaceView(world.ctx()));
    expect(after.settings).toMatchObject({ minGapMinutes: 45, lateAfterMinutes: 360 });
    const db = world.runtime.database.db;
    const [entry] = await db.select().from(auditLog).orderBy(desc(auditLog.id)).limit(1);
    expect(entry).toMatchObject({
      action: "workspace.changed",
      before: { timeZone: "Europe/Copenhagen", minGapMinutes: 15 },
      after: { timeZone: "America/New_York", minGapMinutes: 45 },
    });
    expect(await db.select().from(events)).toMatchObject([
      { name: "workspace.changed", data: { changed: ["timeZone", "minGapMinutes"] } },
    ]);
    await updateWorkspace(world.ctx(), { timeZone: "America/New_York" });
    expect(await db.select().from(events)).toHaveLength(1);
  });

  it("are refused with the field and its range", () => {
    const parsed = UpdateWorkspace.safeParse({
      name: " ",
      timeZone: "Mars/Olympus",
      settings: { minGapMinutes: 721, lateAfterMinutes: 4, variantsPerPlatform: 6 },
    });
    expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual([
      "name",
      "timeZone",
      "settings.minGapMinutes",
      "settings.lateAfterMinutes",
      "settings.variantsPerPlatform",
    ]);
  });
});

describe("search", () => {
  it("finds campaigns and accounts of this workspace by part of the name", async () => {
    const campaign = await addCampaign(world, { name: "100% Arabica" });
    const account = await addAccount(world, { displayName: "Arabica Club" });
    const other = await addWorkspace(world.runtime, "Elsewhere");
    await addCampaign(world, { name: "Arabica elsewhere", workspaceId: other.workspaceId });
    const ids = async (text: string) =>
      (await listSearchResults(world.ctx(), text)).items.map((hit) => hit.id);
    expect(await ids("arabica")).toEqual([campaign.id, account.id]);
    expect(await ids("0%")).toEqual([campaign.id]);
    expect(await ids("__")).toEqual([]);
    expect(await ids("a")).toEqual([]);
  });
});
