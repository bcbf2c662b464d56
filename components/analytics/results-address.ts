import { PERIODS, type PeriodChoice } from "@/components/analytics/results-period";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import { CampaignTag } from "@/lib/contracts/campaign-tags";
import { Id } from "@/lib/contracts/common";
import { Platform } from "@/lib/platforms/platform";

/** What is looked at, as the address holds it: days are calendar days of whoever reads. */
export interface ResultsFilter extends PeriodChoice {
  platform: Platform[];
  accountId: string[];
  campaignId: string[];
  variantId: string[];
  tag: string[];
}

export type ListName = "platform" | "accountId" | "campaignId" | "variantId" | "tag";

/** A value of the address that says nothing here, and what it should have been. */
export interface Ignored {
  value: string;
  wanted: string;
}

export const EVERYTHING: ResultsFilter = {
  period: "all",
  fromDay: "",
  toDay: "",
  platform: [],
  accountId: [],
  campaignId: [],
  variantId: [],
  tag: [],
};

const LISTS = {
  platform: { item: Platform, wanted: "a platform" },
  accountId: { item: Id, wanted: "an account" },
  campaignId: { item: Id, wanted: "a campaign" },
  variantId: { item: Id, wanted: "a variant" },
  tag: { item: CampaignTag, wanted: "a tag" },
} as const;
const LIST_NAMES = ["platform", "accountId", "campaignId", "variantId", "tag"] as const;
const mostOfAList = 100;

type Search = Pick<URLSearchParams, "get">;

/** Reads the filter from an address. What means nothing is left out and told, never guessed. */
export function readAddress(
  search: Search,
  start: ResultsFilter,
): { filter: ResultsFilter; ignored: Ignored[] } {
  const ignored: Ignored[] = [];
  const ignore = (value: string, wanted: string) => void ignored.push({ value, wanted });
  const listOf = <T>(name: ListName, parse: (text: string) => T | null): T[] => {
    const parts = (search.get(name) ?? "").split(",").map((part) => part.trim());
    const known: T[] = [];
    for (const part of new Set(parts.filter(Boolean))) {
      const value = parse(part);
      if (value === null || known.length === mostOfAList) ignore(part, LISTS[name].wanted);
      else known.push(value);
    }
    return known;
  };
  const idsOf = (name: Exclude<ListName, "platform">) =>
    listOf(name, (text) => LISTS[name].item.safeParse(text).data ?? null);
  const filter: ResultsFilter = {
    ...readPeriod(search, start, ignore),
    platform: listOf("platform", (text) => Platform.safeParse(text).data ?? null),
    accountId: idsOf("accountId"),
    campaignId: idsOf("campaignId"),
    variantId: idsOf("variantId"),
    tag: idsOf("tag"),
  };
  return { filter, ignored };
}

function readPeriod(
  search: Search,
  start: ResultsFilter,
  ignore: (value: string, wanted: string) => void,
): PeriodChoice {
  const named = search.get("period");
  const period = PERIODS.find(({ value }) => value === named)?.value;
  if (named && !period) ignore(named, "a period");
  if ((period ?? start.period) !== "dates")
    return { period: period ?? start.period, fromDay: "", toDay: "" };
  const dayOf = (name: "fromDay" | "toDay") => {
    const day = search.get(name) ?? "";
    if (day === "" || isDay(day)) return day;
    ignore(day, "a day");
    return "";
  };
  const [fromDay, toDay] = [dayOf("fromDay"), dayOf("toDay")];
  const isBackward = fromDay !== "" && toDay !== "" && toDay < fromDay;
  if (isBackward) ignore(toDay, `a day after ${fromDay}`);
  return { period: "dates", fromDay, toDay: isBackward ? "" : toDay };
}

/** A calendar day of this century, as 2026-01-31. */
export function isDay(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The part of an address after the question mark; empty where all is as it starts. */
export function writeAddress(filter: ResultsFilter, start: ResultsFilter): string {
  const pairs: [string, string][] = [];
  if (filter.period !== start.period) pairs.push(["period", filter.period]);
  if (filter.period === "dates") pairs.push(["fromDay", filter.fromDay], ["toDay", filter.toDay]);
  for (const name of LIST_NAMES) pairs.push([name, filter[name].join(",")]);
  const said = pairs.filter(([, value]) => value !== "");
  // A comma needs no escape in a query, and the address stays readable without one.
  return new URLSearchParams(said).toString().replaceAll("%2C", ",");
}

/** The filter without its window, as the API takes it. */
export function toLists(filter: ResultsFilter): Omit<ResultsQuery, "from" | "to" | "timeZone"> {
  return Object.fromEntries(
    LIST_NAMES.filter((name) => filter[name].length > 0).map((name) => [name, filter[name]]),
  );
}

/** More than a window was chosen. */
export const isNarrowed = (filter: ResultsFilter): boolean =>
  LIST_NAMES.some((name) => filter[name].length > 0);
