import type { OptimizerArm, RewardView } from "@/lib/contracts/optimizer";
import { apportion } from "@/lib/domain/numbers/apportion";

type Unit = Pick<RewardView, "scale">;

/** A rate as people read it: "13.6" clicks per 1,000 views, "0.43", "1,240" views a post. */
export function showRate({ scale }: Unit, rate: number): string {
  const value = rate * scale;
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 1 || size === 0 ? 1 : 2;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

/** Odds are never told as sure: "<1%", "86%", ">99%". */
export function showOdds(share: number): string {
  if (share < 0.01) return "<1%";
  return share > 0.99 ? ">99%" : `${Math.round(share * 100)}%`;
}

/** The odds of all that may happen, of which one will: what is told of them sums to 100. */
export function showOddsOf(shares: readonly number[]): string[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  // Not all that may happen is among them: nothing is put right between those that are.
  if (Math.abs(sum - 1) > 0.001) return shares.map(showOdds);
  const points = apportion(100, shares);
  return shares.map((share, at) =>
    share < 0.01 || share > 0.99 ? showOdds(share) : `${points[at] ?? 0}%`,
  );
}

type Chance = { variantId: string; share: number | null };

/** The same by variant; an unknown chance has none. */
export function oddsByVariant(chances: readonly Chance[]): Map<string, string> {
  const known = chances.flatMap(({ variantId, share }) =>
    share === null ? [] : [{ variantId, share }],
  );
  const odds = showOddsOf(known.map(({ share }) => share));
  return new Map(known.map(({ variantId }, at) => [variantId, odds[at] ?? "–"]));
}

/** A share that is often small: "0.2%", "12%". */
export function showShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return "<0.1%";
  const maximumFractionDigits = Math.abs(percent) < 10 ? 1 : 0;
  return `${percent.toLocaleString("en", { maximumFractionDigits })}%`;
}

export const showCount = (value: number): string => value.toLocaleString("en");

/** "12", "3.4": as many average, recent posts as the results are worth. */
export function showWorth(effectivePosts: number): string {
  const maximumFractionDigits = effectivePosts < 10 ? 1 : 0;
  return effectivePosts.toLocaleString("en", { maximumFractionDigits });
}

const ENOUGH_POSTS = 3;

/** Where a variant stands, in as few words as fit under its name. */
export function standing(arm: OptimizerArm, top: number | null, unit: Unit): string {
  if (arm.deleted) return "Deleted";
  if (arm.rule === "excluded") return "Excluded";
  if (arm.rule === "locked") return "Locked in";
  if (arm.posts === 0) return arm.pending > 0 ? "Waiting for results" : "Not posted yet";
  if (arm.leads) return "Leads";
  if (arm.posts < ENOUGH_POSTS) return "Too few posts to tell";
  if (top === null || arm.rate === null) return "Not told apart yet";
  if (showRate(unit, arm.rate) === showRate(unit, top)) return "Level so far";
  return arm.rate < top ? "Behind so far" : "Not told apart yet";
}

/** All that is known of a variant in one sentence, for those who do not see the picture. */
export function armSentence(arm: OptimizerArm, unit: Unit): string {
  const parts: string[] = [];
  if (arm.rate === null) parts.push("no results");
  else if (arm.posts === 0)
    parts.push(`no results of its own, guessed at ${showRate(unit, arm.rate)}`);
  else parts.push(showRate(unit, arm.rate));
  const { interval } = arm;
  if (interval) {
    const { low, high } = interval;
    parts.push(`90% range ${showRate(unit, low)} to ${showRate(unit, high)}`);
  }
  if (arm.pBest !== null) parts.push(`odds that it is the best ${showOdds(arm.pBest)}`);
  if (arm.expectedLoss !== null) {
    parts.push(
      `posting only it would lose ${showShare(arm.expectedLoss)} against the best on average`,
    );
  }
  parts.push(postsInWords(arm));
  return `${arm.letter}, ${arm.label}: ${parts.join("; ")}.`;
}

/** "26 posts that count as 18, 2 waiting". */
export function postsInWords(arm: OptimizerArm): string {
  const posts = `${showCount(arm.posts)} ${arm.posts === 1 ? "post" : "posts"}`;
  const worth = arm.posts > 0 ? ` that count as ${showWorth(arm.effectivePosts)}` : "";
  return arm.pending > 0 ? `${posts}${worth}, ${arm.pending} waiting` : `${posts}${worth}`;
}
