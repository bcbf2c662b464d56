import type { EngagementSummary, EngagementSummaryQuery } from "@/lib/contracts/engagement";
import type { Ctx } from "@/server/context";
import { getSummary } from "./get-summary";

/** The summary by channel, a page of channels at a time, in the order of their ids. */
export async function getEngagementSummary(
  ctx: Ctx,
  { cursor, limit, ...query }: EngagementSummaryQuery,
): Promise<EngagementSummary> {
  const { accounts, ...summary } = await getSummary(ctx, query);
  const rest = accounts
    .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))
    .filter(({ accountId }) => cursor === undefined || accountId > cursor);
  const channels = rest.slice(0, limit);
  const nextCursor = rest.length > limit ? (channels.at(-1)?.accountId ?? null) : null;
  return { ...summary, channels, nextCursor };
}
