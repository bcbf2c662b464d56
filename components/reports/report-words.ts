import type { RateView, SummaryKpi } from "@/lib/contracts/analytics";
import { inPercent } from "@/lib/domain/percent-words";
import { orUnknown } from "@/lib/domain/report-words";

export const KPI_NAMES: Record<SummaryKpi["key"], string> = {
  views: "Views",
  engagements: "Interactions",
  engagementRate: "Engagement rate",
  clicks: "Clicks",
  clickRate: "Clicks per view",
  conversions: "Conversions",
  posts: "Posts out",
};

const SHARES: ReadonlySet<SummaryKpi["key"]> = new Set(["engagementRate", "clickRate"]);

export const kpiInWords = ({ key, value }: Pick<SummaryKpi, "key" | "value">) =>
  SHARES.has(key) ? inPercent(value) : orUnknown(value);

/** "+12%", shares in points, with a true minus; nothing where there is nothing to compare with. */
export function changeInWords({ key, value, before }: SummaryKpi): string | undefined {
  if (value === null || before === null) return undefined;
  if (SHARES.has(key)) return `${signed((value - before) * 100, 1)} points`;
  return before === 0 ? undefined : `${signed((value / before - 1) * 100, 0)}%`;
}

function signed(value: number, digits: number): string {
  const text = Math.abs(value).toLocaleString("en-GB", {
    ...{ minimumFractionDigits: digits, maximumFractionDigits: digits },
  });
  const isNothing = Number(text.replaceAll(",", "")) === 0;
  return `${isNothing ? "±" : value > 0 ? "+" : "−"}${text}`;
}

export const RATE_NAMES: Record<RateView["goal"], string> = {
  reach: "Views per post",
  engagement: "Engagement rate",
  ctr: "Clicks per view",
};

export const rateInWords = (rate: RateView) =>
  rate.goal === "reach" ? orUnknown(rate.value) : inPercent(rate.value);
