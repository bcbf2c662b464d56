import { queryKeys } from "@/lib/api/query-keys";
import type { EventName, WireEvent } from "@/lib/contracts/events";

type Key = readonly unknown[];

const lists: Record<string, Key[]> = {
  account: [queryKeys.accounts(), queryKeys.calendar(), queryKeys.overview()],
  contact: [queryKeys.contacts()],
  campaign: [queryKeys.campaigns(), queryKeys.overview()],
  generation: [queryKeys.campaigns()],
  schedule: [queryKeys.schedules(), queryKeys.calendar(), queryKeys.overview(), queryKeys.posts()],
  post: [
    queryKeys.posts(),
    queryKeys.calendar(),
    queryKeys.overview(),
    queryKeys.optimizer(),
    queryKeys.accounts(),
  ],
  platform: [queryKeys.platforms(), queryKeys.posts(), queryKeys.audit()],
  engagement: [],
  metrics: [queryKeys.summary(), queryKeys.optimizer(), queryKeys.overview()],
  optimizer: [queryKeys.optimizer(), queryKeys.calendar()],
  workspace: [queryKeys.workspace(), queryKeys.calendar(), queryKeys.overview()],
  member: [queryKeys.members()],
};

const asId = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** The query keys that a fact makes stale. */
export function staleKeys(event: Pick<WireEvent, "name" | "data">): Key[] {
  const subject = event.name.split(".")[0] ?? "";
  const keys = [...(lists[subject] ?? [])];
  const campaignId = asId(event.data.campaignId);
  if (campaignId && (subject === "variant" || subject === "generation")) {
    keys.push(queryKeys.variants(campaignId), queryKeys.campaign(campaignId));
  }
  return keys;
}

/** Facts that arrive in bursts: a screen refreshes for them at most every few hundred milliseconds. */
export const isFrequent = (name: EventName): boolean =>
  name === "metrics.changed" || name === "engagement.received";
