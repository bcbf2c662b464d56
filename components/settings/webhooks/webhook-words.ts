import type { StatusTone } from "@/components/ui/status";
import { PUBLIC_EVENTS, type PublicEvent } from "@/lib/contracts/outbound-events";
import type { DeliveryView, WebhookView } from "@/lib/contracts/outbound-webhooks";

type Said = { tone: StatusTone; word: string };

/** How a webhook does, in the words of its row. */
export function stateOf(webhook: WebhookView): Said {
  if (!webhook.enabled)
    return webhook.disabledReason
      ? { tone: "bad", word: "Switched off" }
      : { tone: "plain", word: "Off" };
  if (webhook.failingSince) return { tone: "need", word: "Fails" };
  return webhook.lastDeliveredAt
    ? { tone: "ok", word: "Works" }
    : { tone: "plain", word: "Nothing sent yet" };
}

export function deliveryWords(
  delivery: Pick<DeliveryView, "status" | "sending" | "attempts">,
): Said {
  if (delivery.status === "delivered") return { tone: "ok", word: "Delivered" };
  if (delivery.status === "failed") return { tone: "bad", word: "Failed" };
  if (delivery.sending) return { tone: "info", word: "Being sent" };
  return delivery.attempts > 0
    ? { tone: "info", word: "Will be tried again" }
    : { tone: "plain", word: "Waiting" };
}

/** "Every event", "post.published", "3 kinds of events". */
export function eventsWord(events: readonly string[]): string {
  if (events.length === 0) return "Every event";
  return events.length === 1 ? (events[0] ?? "") : `${events.length} kinds of events`;
}

export const countWords = (count: number, one: string, many: string): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

const GROUP_WORDS: Record<string, string> = {
  post: "Posts",
  engagement: "Engagement",
  optimizer: "Optimizer",
  campaign: "Campaigns",
  variant: "Variants",
  schedule: "Schedules",
  account: "Accounts",
  contact: "Contacts",
  platform: "Platforms",
  workspace: "Workspace",
  member: "Members",
  webhook: "Webhooks",
};

export interface EventGroup {
  label: string;
  events: { name: PublicEvent; says: string }[];
}

const groupOf = (name: string) => name.split(".")[0] ?? name;

/** By what they are about, in the order of the list. */
export function groupEvents(): EventGroup[] {
  const all = (Object.entries(PUBLIC_EVENTS) as [PublicEvent, string][]).map(([name, says]) => ({
    name,
    says,
  }));
  const groups = Map.groupBy(all, ({ name }) => groupOf(name));
  return [...groups].map(([key, events]) => ({ label: GROUP_WORDS[key] ?? key, events }));
}
