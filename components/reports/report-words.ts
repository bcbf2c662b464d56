import type { RateView, SummaryKpi } from "@/lib/contracts/analytics";
import { toKnownZone } from "@/lib/domain/zones";

export const inFigures = (count: number) => Math.round(count).toLocaleString("en-GB");

/** What a platform cannot tell is said so, never a zero. */
export const orUnknown = (count: number | null) => (count === null ? "n/a" : inFigures(count));

export function inPercent(share: number | null): string {
  if (share === null) return "n/a";
  const percent = share * 100;
  return `${percent.toFixed(percent !== 0 && percent < 10 ? 1 : 0)}%`;
}

export const KPI_NAMES: Record<SummaryKpi["key"], string> = {
  views: "Views",
  engagements: "Interactions",
  engagementRate: "Engagement rate",
  clicks: "Clicks",
  clickRate: "Click rate",
  conversions: "Conversions",
  posts: "Posts out",
};

const SHARES: ReadonlySet<SummaryKpi["key"]> = new Set(["engagementRate", "clickRate"]);

export const kpiInWords = ({ key, value }: Pick<SummaryKpi, "key" | "value">) =>
  SHARES.has(key) ? inPercent(value) : orUnknown(value);

/** "+12%", with a true minus; nothing where there is nothing to compare with. */
export function changeInWords({ value, before }: SummaryKpi): string | undefined {
  if (value === null || !before) return undefined;
  const percent = Math.round((value / before - 1) * 100);
  const sign = percent > 0 ? "+" : percent < 0 ? "−" : "±";
  return `${sign}${Math.abs(percent).toLocaleString("en-GB")}%`;
}

export const RATE_NAMES: Record<RateView["goal"], string> = {
  reach: "Views per post",
  engagement: "Engagement rate",
  ctr: "Click rate",
};

export const rateInWords = (rate: RateView) =>
  rate.goal === "reach" ? orUnknown(rate.value) : inPercent(rate.value);

const dayIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: toKnownZone(timeZone) ?? "UTC", day: "numeric", month: "short" },
    year: "numeric",
  });
  return (atMs: number) => format.format(new Date(atMs));
};

/** "1 Mar 2026 to 7 Mar 2026": whole days, the last one included. */
export function periodInWords(report: {
  from: string | null;
  to: string;
  timeZone: string;
}): string {
  const day = dayIn(report.timeZone);
  const last = day(Date.parse(report.to) - 1);
  if (report.from === null) return `Until ${last}`;
  const first = day(Date.parse(report.from));
  return first === last ? last : `${first} to ${last}`;
}
