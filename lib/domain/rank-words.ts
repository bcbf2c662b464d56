import type { PlatformResult } from "@/lib/contracts/analytics";
import { ENGAGEMENTS, type Goal } from "./metrics";
import { listNames } from "./rate-scope";

/** What posts are ranked by. */
export type Rank = "views" | "engagements" | "clicks" | "conversions" | "rate";

/** What the posts that did best by a goal are ranked by. */
export const RANKS = {
  reach: "views",
  engagement: "engagements",
  ctr: "clicks",
} as const satisfies Record<Goal, Rank>;

interface Row {
  name: string;
  counts: PlatformResult["counts"];
}

const NOUNS = {
  ...{ views: "views", engagements: "interactions", clicks: "clicks" },
  ...{ conversions: "conversions", rate: "engagement rate" },
} as const satisfies Record<Rank, string>;

/** More of them would hide what the sentence is about. */
const mostNamed = 2;

/**
 * What a ranking is by, and whose posts it is unfair to: "By views. Bluesky tells none: its posts
 * stand last." `rows` are the platforms of the posts.
 */
export function rankWords(rank: Rank, rows: readonly Row[]): string {
  if (rank === "engagements") return `By interactions${unevenly(rows)}.`;
  const side = rank === "rate" ? "views" : rank;
  const untold = rows.filter(({ counts }) => counts[side] === null).map(({ name }) => name);
  if (untold.length === 0) return `By ${NOUNS[rank]}.`;
  if (untold.length === rows.length)
    return `By ${NOUNS[rank]}, but no platform here tells ${side}.`;
  const [tell, whose] = untold.length === 1 ? ["tells", "its"] : ["tell", "their"];
  const what = rank === "rate" ? "no views" : "none";
  return `By ${NOUNS[rank]}. ${listNames(untold)} ${tell} ${what}: ${whose} posts stand last.`;
}

/** Kinds that some platforms tell and others do not: a sum of more kinds is larger. */
function unevenly(rows: readonly Row[]): string {
  const told = ENGAGEMENTS.filter((kind) => rows.some(({ counts }) => counts[kind] !== null));
  const lacking = rows.flatMap(({ name, counts }) => {
    const kinds = told.filter((kind) => counts[kind] === null);
    if (kinds.length === 0) return [];
    return [`${name} tells ${kinds.length === told.length ? "none" : `no ${listNames(kinds)}`}`];
  });
  if (lacking.length === 0) return "";
  const why =
    lacking.length > mostNamed ? "not every platform tells all kinds" : lacking.join("; ");
  return ` as far as they are told: ${why}`;
}
