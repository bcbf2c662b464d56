import type { WireEvent } from "@/lib/contracts/events";

const isCount = (event: WireEvent) => event.name === "metrics.changed";

/** What the workspace's room hears of a fact: of changed counts only where, since rooms of results tell the rest. */
export function toNotice(event: WireEvent): WireEvent {
  if (!isCount(event)) return event;
  const { campaignId } = event.data;
  return { ...event, data: { campaignIds: typeof campaignId === "string" ? [campaignId] : [] } };
}

/** Notices in order, with those of counts that follow each other as one. */
export function mergeNotices(
  earlier: readonly WireEvent[],
  later: readonly WireEvent[],
): WireEvent[] {
  const merged = [...earlier];
  for (const event of later) {
    const last = merged.at(-1);
    if (last && isCount(last) && isCount(event)) merged[merged.length - 1] = join(last, event);
    else merged.push(event);
  }
  return merged;
}

const idsOf = ({ data }: WireEvent) => (Array.isArray(data.campaignIds) ? data.campaignIds : []);

const join = (first: WireEvent, second: WireEvent): WireEvent => ({
  ...second,
  from: first.from ?? first.seq,
  data: { campaignIds: [...new Set([...idsOf(first), ...idsOf(second)])] },
});

export const firstSeq = (notices: readonly WireEvent[]): number | null => {
  const [first] = notices;
  return first ? (first.from ?? first.seq) : null;
};
