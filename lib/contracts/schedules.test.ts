import { describe, expect, it } from "vitest";
import { CreateSchedule } from "@/lib/contracts/schedules";

const id = "0195a000-0000-7000-8000-000000000000";
const when = { kind: "cron", cron: "0 9 * * *" };
const valid = { campaignId: id, accountIds: [id], when, timeZone: "UTC" };

describe("CreateSchedule", () => {
  it.each([
    ["campaignId", undefined, "Choose a campaign."],
    ["campaignId", "", "Choose a campaign."],
    ["campaignId", "12", "This id is not well formed."],
    ["accountIds", undefined, "Choose at least one account to post to."],
    ["accountIds", [], "Choose at least one account to post to."],
    ["accountIds.0", ["12"], "This id is not well formed."],
  ])("says what to do about %s %j", (path, value, message) => {
    const { error } = CreateSchedule.safeParse({ ...valid, [path.split(".")[0] ?? ""]: value });
    const told = error?.issues.map((issue) => ({
      path: issue.path.join("."),
      message: issue.message,
    }));
    expect(told).toEqual([{ path, message }]);
  });
});
