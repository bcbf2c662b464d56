import type { ReportRow, ReportView } from "@/lib/contracts/reports";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Cells } from "./csv-response";

export const SUMMARY_HEAD: Cells = [
  "row",
  "platform",
  "variant",
  "label",
  "posts",
  ...METRIC_NAMES,
  "rate",
  "rate_low",
  "rate_high",
];

const goalWords = {
  reach: "Reach: views per post",
  engagement: "Engagement: interactions per view",
  ctr: "Clicks per view",
} as const;

/** A report as a table. An empty cell is a count that cannot be known. */
export function toSummaryRows(report: ReportView): Cells[] {
  return [
    ...report.variants.map((row) => toRow("variant", row)),
    ...report.campaigns.map((row) => toRow("campaign", row)),
    ...report.accounts.map((row) => toRow("account", row)),
    ...report.platforms.map((row) => toRow("platform", row)),
    ["total", null, null, null, ...toFigures(report.totals)],
    [],
    ["Summary"],
    ...report.filters.map(({ label, values }): Cells => [label, values.join(", ")]),
    ["Goal", goalWords[report.goal]],
    ["From", report.from ?? "the first result"],
    ["To", report.to],
    ["Time zone", report.timeZone],
    ["World", report.sandbox ? "Sandbox" : "Real accounts"],
    ["Counts as of", report.freshAt],
    ["Made at", report.now],
    ["Posts", report.totals.posts],
    ...METRIC_NAMES.map((name): Cells => [toTitle(name), report.totals.counts[name]]),
  ];
}

function toRow(kind: string, row: ReportRow): Cells {
  // A platform's own line is named in its column, as in the lines that belong to it.
  const platform = kind === "platform" ? row.name : row.platform && catalog[row.platform].label;
  const name = kind === "platform" ? null : row.name;
  return [kind, platform, row.letter, name, ...toFigures(row)];
}

function toFigures({ posts, counts, rate }: Pick<ReportRow, "posts" | "counts" | "rate">): Cells {
  return [posts, ...METRIC_NAMES.map((metric) => counts[metric]), rate.value, rate.low, rate.high];
}

const toTitle = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
