import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName, type PlatformEntry } from "@/lib/platforms/entry";

/** What the pages show a figure of. */
export type MetricTerm =
  | MetricName
  | "engagements"
  | "engagementRate"
  | "clickRate"
  | "conversionRate"
  | "reach"
  | "posts";

export interface MetricMeaning {
  name: string;
  /** What it counts, in a sentence or two. */
  counts: string;
}

export const METRIC_MEANINGS: Record<MetricTerm, MetricMeaning> = {
  views: {
    name: "Views",
    counts:
      "How often a post was shown or played, by the platform’s own count. One person may count more than once.",
  },
  likes: { name: "Likes", counts: "Likes and the other reactions that a platform has." },
  comments: { name: "Comments", counts: "Comments on a post and replies to it." },
  shares: { name: "Shares", counts: "How often a post was shared, reposted or quoted." },
  clicks: {
    name: "Clicks",
    counts:
      "Clicks on a link in the post. Where others report them, n/a until the first report or the first post with short links.",
  },
  saves: { name: "Saves", counts: "How often a post was saved or bookmarked for later." },
  conversions: {
    name: "Conversions",
    counts:
      "What your own site reports as reached: an order, a sign-up, a booking. n/a until the first is reported.",
  },
  engagements: {
    name: "Interactions",
    counts:
      "Likes, comments, shares, clicks and saves, added up as far as each platform tells them.",
  },
  engagementRate: {
    name: "Engagement rate",
    counts:
      "Interactions divided by views, on the platforms that tell views. It is no share of people: one view may bring several.",
  },
  clickRate: {
    name: "Clicks per view",
    counts: "Clicks on links divided by views, on the platforms that tell both.",
  },
  conversionRate: { name: "Conversions per click", counts: "Conversions divided by clicks." },
  reach: {
    name: "Views per post",
    counts: "Views divided by the posts that went out, on the platforms that tell views.",
  },
  posts: {
    name: "Posts out",
    counts: "Posts that went out in this time, on the accounts in view.",
  },
};

export interface MetricSource {
  words: string;
  /** Labels of the platforms it holds for. */
  platforms: string[];
}

const SOURCES: readonly (readonly [authority: string | null, words: string])[] = [
  ["pull", "Read from"],
  ["webhook", "Sent as it happens by"],
  ["link", "Counted by short links, for"],
  ["ingest", "Only as far as tracked links or the API report it, for"],
  [null, "Not told by"],
];

const isCounted = (term: MetricTerm): term is MetricName =>
  METRIC_NAMES.some((name) => name === term);

/** Where a count comes from, by platform; nothing for what is worked out from others. */
export function metricSources(term: MetricTerm): MetricSource[] {
  if (!isCounted(term)) return [];
  const entries = Object.values(catalog);
  return SOURCES.flatMap(([authority, words]) => {
    const platforms = entries.filter((entry) => entry.metrics[term] === authority);
    return platforms.length === 0
      ? []
      : [{ words, platforms: platforms.map((entry) => labelOf(entry, term)) }];
  });
}

const labelOf = ({ label, metricScopes }: PlatformEntry, name: MetricName) =>
  metricScopes?.[name] ? `${label} (where the account allows it)` : label;
