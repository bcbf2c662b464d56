import type { StatusTone } from "@/components/ui/status";
import type { CampaignStatus, CampaignView, Objective } from "@/lib/contracts/campaigns";

export const OBJECTIVE_WORDS: Record<Objective, { label: string; hint: string }> = {
  reach: { label: "Views", hint: "Be seen by as many people as possible" },
  engagement: {
    label: "Engagement",
    hint: "Interactions per view: likes, replies, shares, clicks",
  },
  ctr: { label: "Clicks per view", hint: "Bring people to a page" },
};

export const STATUS_WORDS: Record<CampaignStatus, { label: string; tone: StatusTone }> = {
  draft: { label: "Draft", tone: "plain" },
  active: { label: "Active", tone: "ok" },
  paused: { label: "Paused", tone: "plain" },
  completed: { label: "Completed", tone: "plain" },
};

export const count = (amount: number, noun: string) =>
  `${amount.toLocaleString("en-GB")} ${noun}${amount === 1 ? "" : "s"}`;

/** The page's one sentence: what is true of all campaigns now. */
export function describeCampaigns(campaigns: readonly CampaignView[]): string {
  const active = campaigns.filter((each) => each.status === "active").length;
  const upcoming = campaigns.reduce((sum, each) => sum + each.upcomingPosts, 0);
  const failed = campaigns.filter((each) => each.generations.some((g) => g.status === "failed"));
  const running =
    active === 0
      ? "No campaign is posting"
      : `${count(active, "campaign")} ${active === 1 ? "is" : "are"} posting`;
  const ahead =
    upcoming === 0
      ? "nothing is planned"
      : `${count(upcoming, "post")} ${upcoming === 1 ? "is" : "are"} planned`;
  const trouble =
    failed.length > 0 ? ` Writing failed in ${count(failed.length, "campaign")}.` : "";
  return `${running}, and ${ahead}.${trouble}`;
}
