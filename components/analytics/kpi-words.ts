import {
  capital,
  changeInPercent,
  changeInPoints,
  orUnknown,
} from "@/components/analytics/figures-in-words";
import type { SummaryKpi, SummaryView } from "@/lib/contracts/analytics";
import { inPercent } from "@/lib/domain/percent-words";

const SHARES: ReadonlySet<SummaryKpi["key"]> = new Set(["engagementRate", "clickRate"]);

const textOf = (key: SummaryKpi["key"], value: number | null) =>
  SHARES.has(key) ? inPercent(value) : orUnknown(value);

/** Why there is no figure. Clicks and conversions may be reported by others, and then are. */
const UNTOLD: Partial<Record<SummaryKpi["key"], string>> = {
  engagementRate: "Not told, or no views yet",
  clickRate: "Not told, or no views yet",
  clicks: "None reported yet",
  conversions: "None reported yet",
};

export interface KpiWords {
  value: string;
  /** Signed; null where there is nothing to compare with. */
  change: string | null;
  note: string | null;
}

export function kpiWords({ key, value, before }: SummaryKpi): KpiWords {
  const text = textOf(key, value);
  if (value === null) {
    return { value: text, change: null, note: UNTOLD[key] ?? "Not told by these platforms" };
  }
  if (before === null) return { value: text, change: null, note: null };
  if (before === 0 && !SHARES.has(key)) {
    return { value: text, change: null, note: value === 0 ? "None before either" : "None before" };
  }
  const change = SHARES.has(key)
    ? changeInPoints(value, before, 100)
    : changeInPercent(value, before);
  const unit = SHARES.has(key) ? "points, from" : "from";
  return { value: text, change, note: `${unit} ${textOf(key, before)}` };
}

/** What all the cards are compared with, said once. `before`: "the 28 days before". */
export function comparedInWords(
  { kpis, before: earlier }: Pick<SummaryView, "kpis"> & { before: object | null },
  before: string,
): string | null {
  if (!earlier) return null;
  return kpis.some((kpi) => kpi.before !== null)
    ? `Compared with ${before}.`
    : `${capital(before)} brought nothing to compare with.`;
}
