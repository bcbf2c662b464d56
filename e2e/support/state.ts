import { expect } from "@playwright/test";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import {
  type Api,
  listAccounts,
  listCampaigns,
  listPosts,
  listSchedules,
  newCampaign,
} from "./api";

/** A campaign whose first texts are written, so that nothing changes by itself later. */
export async function createWritten(
  api: Api,
  name: string,
  platforms: string[],
): Promise<CampaignView> {
  const created = await api.ok<CampaignView>(
    "POST",
    "/api/campaigns",
    newCampaign(name, platforms),
  );
  await expectGenerations(api, created.id, ["done"]);
  return created;
}

export async function expectGenerations(api: Api, id: string, statuses: string[]) {
  await expect
    .poll(
      async () => {
        const { generations } = await api.ok<CampaignView>("GET", `/api/campaigns/${id}`);
        return [...new Set(generations.map(({ status }) => status))];
      },
      { timeout: 30_000 },
    )
    .toEqual(statuses);
}

/** Everything a refused request could have changed. */
async function readState(api: Api) {
  const campaigns = await listCampaigns(api);
  const variants = [];
  for (const { id } of campaigns)
    variants.push(await api.ok<VariantView[]>("GET", `/api/campaigns/${id}/variants`));
  return {
    campaigns,
    variants,
    accounts: await listAccounts(api),
    posts: await listPosts(api),
    schedules: await listSchedules(api),
    workspace: await api.ok("GET", "/api/workspace"),
    members: await api.ok("GET", "/api/members"),
    tokens: await api.ok("GET", "/api/tokens"),
    audit: await api.ok("GET", "/api/audit"),
  };
}

/** Runs `work` and compares everything it could have changed. */
export async function expectUnchanged(api: Api, work: () => Promise<void>): Promise<void> {
  const before = await readState(api);
  await work();
  expect(await readState(api)).toEqual(before);
}
