import { normal, sha256Hex, unit } from "./seeded";
import { readFeatures, type TextFeatures } from "./text-features";

export interface AudienceSubject {
  postId: string;
  platform: string;
  accountId: string;
  followers: number;
  title: string | null;
  text: string;
  mediaKind: string;
  publishedAt: number;
}

export interface Counts {
  views: number;
  likes: number;
  shares: number;
  comments: number;
  clicks: number;
  saves: number;
}

type Action = Exclude<keyof Counts, "views">;

const actions = ["likes", "shares", "comments", "clicks", "saves"] as const;

/** How people of one platform behave. */
export interface Manners {
  /** Time until about two thirds of a post's audience has seen it. */
  scaleMs: number;
  /** Share of viewers who act, before taste is applied. */
  rates: Record<Action, number>;
}

/** Hand-set leanings, so that the hidden taste resembles what is known of real audiences. */
const leanings: Partial<Record<keyof TextFeatures, number>> = {
  question: 0.12,
  number: 0.1,
  callToAction: 0.06,
  image: 0.15,
  video: 0.2,
  hashtags: -0.12,
  long: -0.1,
};

const keys: readonly (keyof TextFeatures)[] = [
  "question",
  "number",
  "short",
  "long",
  "list",
  "emoji",
  "hashtags",
  "callToAction",
  "address",
  "link",
  "image",
  "video",
];

/** Hidden weight of one feature: mostly the platform's, partly this account's own. */
function weigh(
  seed: string,
  subject: AudienceSubject,
  aim: string,
  key: keyof TextFeatures,
): number {
  return (
    (leanings[key] ?? 0) +
    0.3 * normal(seed, subject.platform, aim, key) +
    0.15 * normal(seed, subject.accountId, aim, key)
  );
}

/** Latent appeal of a text for one aim, as a logarithm: the same for each posting of the text. */
function appeal(
  seed: string,
  subject: AudienceSubject,
  features: TextFeatures,
  aim: string,
): number {
  const taste = keys.reduce((sum, key) => sum + features[key] * weigh(seed, subject, aim, key), 0);
  const words = sha256Hex(`${subject.title ?? ""}\n${subject.text}`);
  const unexplained = 0.18 * normal(seed, subject.accountId, aim, words);
  return Math.max(-1.4, Math.min(1.4, taste + unexplained));
}

/** What the post will have earned in the end. */
export function audienceTotals(
  seed: string,
  rates: Manners["rates"],
  subject: AudienceSubject,
): Counts {
  const features = readFeatures(subject.title, subject.text, subject.mediaKind);
  const hour = (subject.publishedAt / 3_600_000) % 24;
  const peak = 24 * unit(seed, subject.accountId, "peak hour");
  const daily = 0.22 * Math.cos((2 * Math.PI * (hour - peak)) / 24);
  const luck = 0.22 * normal(seed, subject.postId, "luck");
  const reach = Math.log(0.42) + appeal(seed, subject, features, "views") + daily + luck;
  const views = Math.round((subject.followers + 40) * Math.exp(reach));

  const totals: Counts = { views, likes: 0, shares: 0, comments: 0, clicks: 0, saves: 0 };
  for (const action of actions) {
    if (action === "clicks" && features.link === 0) continue;
    const rate = rates[action] * Math.exp(appeal(seed, subject, features, action));
    const expected = views * Math.min(0.3, rate);
    const drawn = expected + Math.sqrt(expected) * normal(seed, subject.postId, action);
    totals[action] = Math.max(0, Math.min(views, Math.round(drawn)));
  }
  return totals;
}

/**
 * Counts at an instant: a function of elapsed time alone, so nothing ticks and nothing is lost
 * by a restart. They never fall, because attention arrives along a curve that only rises.
 */
export function countAudience(
  seed: string,
  { scaleMs, rates }: Manners,
  subject: AudienceSubject,
  at: number,
): Counts {
  const elapsed = at - subject.publishedAt;
  const totals = audienceTotals(seed, rates, subject);
  const seen = arrived(elapsed, scaleMs);
  const acted = arrived(elapsed * 0.92 - scaleMs / 400, scaleMs);
  const counts: Counts = { ...totals, views: Math.floor(totals.views * seen) };
  for (const action of actions) counts[action] = Math.floor(totals[action] * acted);
  return counts;
}

/** Quick at first, with a long tail. */
function arrived(elapsedMs: number, scaleMs: number): number {
  return elapsedMs <= 0 ? 0 : 1 - Math.exp(-((elapsedMs / scaleMs) ** 0.7));
}
