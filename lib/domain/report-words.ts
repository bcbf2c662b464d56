import type { ReportView } from "@/lib/contracts/reports";
import { inPercent, rangeInWords } from "./percent-words";
import { scopeNotes } from "./rate-scope";
import { toKnownZone } from "./zones";

export const inFigures = (count: number) => Math.round(count).toLocaleString("en-GB");

/** What a platform cannot tell is said so, never a zero. */
export const orUnknown = (count: number | null) => (count === null ? "n/a" : inFigures(count));

export const countOf = (count: number, noun: string) =>
  `${inFigures(count)} ${noun}${Math.round(count) === 1 ? "" : "s"}`;

const dayIn = (timeZone: string) => {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: toKnownZone(timeZone) ?? "UTC", day: "numeric", month: "short" },
    year: "numeric",
  });
  return (atMs: number) => format.format(new Date(atMs));
};

type Window = Pick<ReportView, "from" | "to" | "timeZone" | "series">;

/** "1 Mar 2026 to 7 Mar 2026": whole days, the last one included; from the first result where none is set. */
export function periodInWords({ from, to, timeZone, series }: Window): string {
  const day = dayIn(timeZone);
  const last = day(Date.parse(to) - 1);
  const start = from ?? series.points[0]?.at;
  if (!start) return `Until ${last}`;
  const first = day(Date.parse(start));
  return first === last ? last : `${first} to ${last}`;
}

const dayMs = 86_400_000;

/** "the 7 days before": the window that it is held against. */
export function beforeInWords({ before }: Pick<ReportView, "before">): string {
  const days = before ? (Date.parse(before.to) - Date.parse(before.from)) / dayMs : 0;
  // A clock that was put forward takes an hour of a day, and one that was put back adds one.
  const whole = Math.round(days);
  if (whole < 1 || Math.abs(days - whole) > 0.1) return "the time before";
  return whole === 1 ? "the day before" : `the ${inFigures(whole)} days before`;
}

type Told = Pick<ReportView, "totals" | "before" | "goal" | "platforms">;

/** What happened in the period, against the one before, in one to three sentences. */
export const reportLead = (report: Told): string =>
  [whatCame(report), howItRates(report), whereItCame(report)].filter(Boolean).join(" ");

function whatCame({ totals, before }: Told): string {
  const out = `${countOf(totals.posts, "post")} went out`;
  const { views } = totals.counts;
  if (views === null) return `${out}.`;
  const earlier = before ? (before.totals.counts.views ?? 0) : null;
  return `${out} and ${countOf(views, "view")} came in${against(views, earlier, { before })}.`;
}

function against(views: number, earlier: number | null, told: Pick<ReportView, "before">) {
  if (earlier === null) return "";
  const time = beforeInWords(told);
  if (earlier <= 0) return views > 0 ? `, after none in ${time}` : `, as in ${time}`;
  const ratio = views / earlier;
  if (Math.abs(ratio - 1) < 0.01) return `, about as many as in ${time}`;
  if (ratio >= 3) return `, ${ratio.toFixed(ratio < 10 ? 1 : 0)} times as many as in ${time}`;
  return `, ${inPercent(Math.abs(ratio - 1))} ${ratio > 1 ? "more" : "fewer"} than in ${time}`;
}

const RATES = {
  reach: (value: string) => `A post had ${value} views on average`,
  engagement: (value: string) => `The engagement rate was ${value}`,
  ctr: (value: string) => `There were clicks on ${value} of the views`,
} as const;

function howItRates({ totals, before, goal }: Told): string | null {
  const value = totals.rate.value;
  if (value === null) return null;
  const text = goal === "reach" ? orUnknown : inPercent;
  const earlier = before?.totals.rate.value ?? null;
  const [now, then] = [text(value), text(earlier)];
  const was = value > (earlier ?? 0) ? "up from" : "down from";
  const change = earlier === null ? "" : now === then ? ", as before" : `, ${was} ${then}`;
  const range = rangeInWords(totals.rate);
  return `${RATES[goal](now)}${range ? ` (90% range ${range})` : ""}${change}.`;
}

function whereItCame({ platforms }: Told): string | null {
  const shares = sharesOf(platforms);
  const [first] = shares.toSorted((a, b) => b.share - a.share);
  if (!first || shares.length < 2) return null;
  const isAll = platforms.every(({ counts }) => counts.views !== null);
  const views = isAll ? "the views" : "the views that platforms tell";
  return `${first.name} brought ${inPercent(first.share)} of ${views}.`;
}

/** Why a rate is not the totals divided by each other. Null: it is of all platforms. */
export function rateNote({ platforms }: Pick<ReportView, "platforms">): string | null {
  return scopeNotes(platforms, [
    { name: "The engagement rate", sides: ["views"] },
    { name: "Clicks per view", sides: ["views", "clicks"] },
  ]);
}

export interface ViewShare {
  name: string;
  views: number;
  share: number;
}

/** How the views are spread over those that tell them. */
export function sharesOf(rows: ReportView["platforms"]): ViewShare[] {
  const told = rows.flatMap(({ name, counts }) =>
    counts.views === null ? [] : [{ name, views: counts.views }],
  );
  const all = told.reduce((sum, { views }) => sum + Math.max(0, views), 0);
  return all > 0 ? told.map((row) => ({ ...row, share: Math.max(0, row.views) / all })) : [];
}

/** A post's first words, cut between two of them. */
export function firstWords(text: string, most: number): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  const space = cut.lastIndexOf(" ");
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, "")}…`;
}
