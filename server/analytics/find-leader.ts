import type { OverviewView, VariantResult } from "@/lib/contracts/analytics";
import { groupResults, poolContest } from "@/server/analytics/group-results";
import type { OverviewScope } from "@/server/analytics/overview-scope";
import { queryResults, readCampaignNames } from "@/server/analytics/query-results";
import type { Reader } from "@/server/db/client";

const windowMs = 28 * 86_400_000;
const fewestPosts = 3;

type Arm = Pick<VariantResult, "letter" | "label" | "rate" | "posts">;

/** The best-proved variant of four weeks, or null. Nothing leads while the intervals overlap. */
export async function findLeader(
  db: Reader,
  scope: OverviewScope,
): Promise<OverviewView["finding"]> {
  const cells = await queryResults(db, {
    workspaceId: scope.workspaceId,
    sandbox: scope.sandbox,
    from: new Date(scope.now.getTime() - windowMs),
    to: new Date(scope.now.getTime() + 1),
  });
  const ids = [...new Set(cells.flatMap((cell) => cell.campaignId ?? []))];
  const names = await readCampaignNames(db, scope.workspaceId, ids);
  const contests = Map.groupBy(cells, (cell) => `${cell.campaignId} ${cell.platform}`);
  let best: { margin: number; finding: NonNullable<OverviewView["finding"]> } | null = null;
  for (const contest of contests.values()) {
    const campaign = names.get(contest[0]?.campaignId ?? "");
    const platform = contest[0]?.platform;
    if (!campaign || !platform) continue;
    const pooled = poolContest(campaign.objective, contest);
    const arms = contest
      .filter((cell) => cell.letter !== null)
      .map((cell) => ({ ...cell, ...groupResults(campaign.objective, [cell], pooled) }));
    const leader = pickLeader(arms);
    if (!leader || (best && best.margin >= leader.margin)) continue;
    const { letter, label } = leader.arm;
    const finding = {
      campaignId: campaign.id,
      campaignName: campaign.name,
      platform,
      letter: letter ?? "",
      label,
    };
    best = { margin: leader.margin, finding };
  }
  return best?.finding ?? null;
}

/** The arm whose whole interval lies above every other's; one with few posts may still win. */
export function pickLeader<A extends Arm>(arms: readonly A[]): { arm: A; margin: number } | null {
  const [first, ...others] = arms.toSorted((a, b) => (b.rate.value ?? 0) - (a.rate.value ?? 0));
  if (!first || others.length === 0 || first.rate.low === null) return null;
  if (arms.some((arm) => arm.posts < fewestPosts)) return null;
  const rival = Math.max(...others.map((arm) => arm.rate.high ?? 1));
  const margin = first.rate.low - rival;
  return margin > 0 ? { arm: first, margin } : null;
}
