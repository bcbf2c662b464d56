import { queryKeys } from "@/lib/api/query-keys";
import type { EventName, WireEvent } from "@/lib/contracts/events";

type Key = readonly unknown[];

const lists: Record<string, Key[]> = {
  account: [queryKeys.accounts(), queryKeys.calendar(), queryKeys.overview(), queryKeys.posts()],
  contact: [queryKeys.contacts()],
  campaign: [
    queryKeys.campaigns(),
    queryKeys.calendar(),
    queryKeys.posts(),
    queryKeys.overview(),
    queryKeys.approvals(),
    queryKeys.optimizer(),
    queryKeys.links(),
  ],
  variant: [queryKeys.approvals(), queryKeys.needs(), queryKeys.optimizer()],
  generation: [queryKeys.campaigns()],
  schedule: [queryKeys.schedules(), queryKeys.calendar(), queryKeys.overview(), queryKeys.posts()],
  post: [
    queryKeys.posts(),
    queryKeys.calendar(),
    queryKeys.overview(),
    queryKeys.optimizer(),
    queryKeys.accounts(),
    queryKeys.approvals(),
  ],
  platform: [queryKeys.platforms(), queryKeys.posts(), queryKeys.audit()],
  engagement: [],
  metrics: [queryKeys.summary(), queryKeys.optimizer(), queryKeys.overview()],
  optimizer: [queryKeys.optimizer(), queryKeys.calendar()],
  learning: [queryKeys.learning()],
  workspace: [
    queryKeys.workspace(),
    queryKeys.calendar(),
    queryKeys.posts(),
    queryKeys.overview(),
    queryKeys.approvals(),
    queryKeys.optimizer(),
    queryKeys.links(),
  ],
  member: [queryKeys.members()],
  report: [queryKeys.reports()],
  webhook: [queryKeys.outboundWebhooks()],
};

const asId = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** The query keys that a fact makes stale. */
export function staleKeys(event: Pick<WireEvent, "name" | "data">): Key[] {
  const subject = event.name.split(".")[0] ?? "";
  const keys = [...(lists[subject] ?? [])];
  if (event.name === "post.overdue") keys.push(queryKeys.operations());
  if (event.name === "post.published") keys.push(queryKeys.summary());
  const campaignId = asId(event.data.campaignId);
  if (campaignId && (subject === "variant" || subject === "generation")) {
    keys.push(queryKeys.variants(campaignId), queryKeys.campaign(campaignId));
  }
  return keys;
}

/** Facts that arrive in bursts: they may wait for each other for a moment, and nothing is fetched for each. */
export const isFrequent = (name: EventName): boolean =>
  name === "metrics.changed" || name === "engagement.received";
