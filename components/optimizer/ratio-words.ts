import { apportion } from "@/lib/domain/numbers/apportion";

/** Learning against earning, in posts and as a ratio: "7 to learn, 21 to earn (1 : 3)". */
export function ratioWords(explored: number, exploited: number): string {
  const counts = `${explored || "none"} to learn, ${exploited || "none"} to earn`;
  const less = Math.min(explored, exploited);
  if (less === 0) return counts;
  const show = (value: number) => (value / less).toLocaleString("en", { maximumFractionDigits: 1 });
  return `${counts} (${show(explored)} : ${show(exploited)})`;
}

/** "25%"; never more certainty than there is: "under 1%", "over 99%". */
export function percent(share: number, points: number = Math.round(share * 100)): string {
  if (share > 0 && points === 0) return "under 1%";
  if (share < 1 && points === 100) return "over 99%";
  return `${points}%`;
}

/** Earning, then each cause of learning: figures that sum to 100, those of learning to its own. */
export function splitWords(learning: number, causes: readonly number[]): string[] {
  const shares = [learning, 1 - learning];
  const [toLearn = 0, toEarn = 0] = apportion(100, shares);
  const parts = apportion(toLearn, causes);
  return [percent(1 - learning, toEarn), ...causes.map((share, at) => percent(share, parts[at]))];
}
