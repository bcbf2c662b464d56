import { formatInZone } from "@/components/ui/zoned-format";
import type { LeadWords, OptimizerCampaign } from "@/lib/contracts/optimizer";
import type { ScheduleView } from "@/lib/contracts/schedules";
import { NOTHING_TO_COMPARE } from "@/lib/domain/bandit/lead-words";
import { canonicalZone } from "@/lib/domain/zones";

export const isCompared = ({ rest }: LeadWords): boolean => rest !== NOTHING_TO_COMPARE;
const isProven = ({ marked }: LeadWords) => marked?.endsWith(" wins") ?? false;

/** All campaigns in one sentence. */
export function listLead(items: readonly Pick<OptimizerCampaign, "platforms">[]): string {
  const withSome = (is: (lead: LeadWords) => boolean) =>
    items.filter((row) => row.platforms.some(({ lead }) => is(lead))).length;
  const found = withSome(({ marked }) => marked !== null);
  if (found === 0)
    return withSome(isCompared) > 0
      ? "No variant leads yet: none can be told from the next best."
      : NOTHING_TO_COMPARE;
  const proven = withSome(isProven);
  const those = found === items.length ? "Every campaign" : `${found} of ${items.length} campaigns`;
  const have = found === items.length || found === 1 ? "has" : "have";
  return `${those} ${have} a variant in the lead; ${proven === 0 ? "none is proven yet" : `proven in ${proven}`}.`;
}

type Rule = Pick<ScheduleView, "accountHandle" | "timeZone" | "nextRunAt" | "paused">;

/** A rule is told by its own clock; its next time also by the clock of the rest of the page. */
export function ruleHint({ accountHandle, timeZone, nextRunAt, paused }: Rule, zone: string) {
  const named = (each: string) => each.replaceAll("_", " ");
  const where = `On ${accountHandle}, by the clock of ${named(timeZone)}`;
  if (paused) return `${where}. Paused.`;
  if (nextRunAt === null || canonicalZone(timeZone) === canonicalZone(zone)) return `${where}.`;
  return `${where}. Next: ${formatInZone(nextRunAt, zone, "date-time")} in ${named(zone)}.`;
}
