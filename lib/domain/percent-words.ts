import type { RateView } from "@/lib/contracts/analytics";

/** Something is never written as nothing, and not all of it never as all. */
export function inPercent(share: number | null): string {
  if (share === null) return "n/a";
  const percent = share * 100;
  if (percent > 0 && percent < 0.05) return percent < 0.01 ? "<0.01%" : `${percent.toFixed(2)}%`;
  if (percent > 99 && percent < 100) return `${(Math.floor(percent * 10) / 10).toFixed(1)}%`;
  return `${percent.toFixed(percent !== 0 && percent < 10 ? 1 : 0)}%`;
}

/** The range that a rate surely lies in; null where none can be told. */
export const rangeInWords = ({ low, high }: Pick<RateView, "low" | "high">): string | null =>
  low === null || high === null ? null : `${inPercent(low)} to ${inPercent(high)}`;
