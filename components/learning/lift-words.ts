import type { Estimate } from "@/lib/contracts/learning";

/** 0.123 is "+12%", −0.09 is "−9%". Less than half a percent is "0%". */
export function signedPercent(share: number): string {
  const percent = Math.round(share * 100);
  if (percent === 0) return "0%";
  return `${percent > 0 ? "+" : "−"}${Math.abs(percent).toLocaleString("en")}%`;
}

const bare = (share: number) => signedPercent(share).replace("%", "");

/** "+4 to +21%": the 90 percent interval. */
export const rangeWords = ({ low, high }: Estimate): string =>
  `${bare(low)} to ${signedPercent(high)}`;

export type Proof = "better" | "worse" | "open";

/** Only an interval that leaves out "no change" decides anything. */
export function proofOf({ low, high }: Estimate): Proof {
  if (low > 0) return "better";
  return high < 0 ? "worse" : "open";
}

const amount = (share: number): string => {
  const percent = Math.round(Math.abs(share) * 100);
  if (percent === 0) return "the same";
  return `${percent.toLocaleString("en")}% ${share > 0 ? "more" : "less"}`;
};

/** "between 3% less and 15% more". */
export const betweenWords = ({ low, high }: Estimate): string =>
  `between ${amount(low)} and ${amount(high)}`;

/** 0.0123 engagement points a view are "12.3" per 1,000. */
export const perThousand = (rate: number): string =>
  (rate * 1000).toLocaleString("en", { maximumSignificantDigits: 3 });

/** 0.83 is "83 in 100"; nothing that was measured is ever 0 or 100. */
export const inHundred = (chance: number): string =>
  `${Math.min(99, Math.max(1, Math.round(chance * 100)))} in 100`;
