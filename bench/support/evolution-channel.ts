import type { Directives } from "@/lib/domain/evolution/directives";
import { SEED_DIRECTIVES } from "@/lib/domain/evolution/directives";
import { MATCHED_AGES, type MatchedAge } from "@/lib/domain/evolution/fitness";
import { type Audience, type Counted, createAudience, type Reception } from "./evolution-audience";
import type { PostRecord, Strategy } from "./evolution-strategy";
import { disobey } from "./evolution-writer";

export interface ChannelResult {
  /** The final champion's rate over the seed's, less one. */
  lift: number;
  promotions: number;
  harmful: number;
  judged: number;
}

export interface ChannelSettings {
  seed: string;
  strength: number;
  posts: number;
}

const HOUR_MS = 3_600_000;
const HOURS = [8, 12, 18] as const;
const START_MS = Date.UTC(2026, 0, 5);
const CAMPAIGN_POSTS = 30;
const READY_EVENTS = 100;
const READY_HOURS = 24;

/** One channel's life with one strategy: three posts a day, results as they come in. */
export async function runChannel(
  { seed, strength, posts }: ChannelSettings,
  open: (seed: string) => Strategy,
): Promise<ChannelResult> {
  const audience = createAudience(seed, strength);
  const strategy = open(seed);
  const out: { record: PostRecord; reception: Reception }[] = [];
  for (let post = 0; post < posts; post++) {
    const hour = HOURS[post % HOURS.length] ?? 8;
    const now = new Date(
      START_MS + Math.floor(post / HOURS.length) * 24 * HOUR_MS + hour * HOUR_MS,
    );
    const news = out.filter(({ record, reception }) => look(record, reception, now)).length;
    const known = out.map(({ record }) => record).filter(({ seen }) => seen !== null);
    await strategy.learn(known, news, now);
    const { made, ...written } = await strategy.write(post);
    const weekday = Math.floor(post / HOURS.length) % 7;
    const when = { hour, weekday, topic: `campaign ${Math.floor(post / CAMPAIGN_POSTS)}` };
    out.push({
      record: { post, ...written, ...when, publishedAt: now, seen: null },
      reception: audience.publish(post, made, when),
    });
  }
  return judge(audience, strategy);
}

/** Whether the post became ready by now: a hundred events, or a day. */
function look(record: PostRecord, reception: Reception, now: Date): boolean {
  const hours = (now.getTime() - record.publishedAt.getTime()) / HOUR_MS;
  const age = MATCHED_AGES.findLast((each) => each <= hours);
  if (age === undefined || record.seen?.age === age) return false;
  const counts = reception.at(age);
  const wasReady = record.seen !== null;
  if (!wasReady && !isReady(age, counts)) return false;
  record.seen = { age, counts };
  return !wasReady;
}

function isReady(
  age: MatchedAge,
  { likes, comments, shares, clicks, saves, conversions }: Counted,
) {
  const events = likes + comments + shares + clicks + saves + conversions;
  return age >= READY_HOURS || events >= READY_EVENTS;
}

/** What posts of this prompt earn on average, the writer's disobedience included. */
function worthOf(audience: Audience, directives: Directives): number {
  const texts = Array.from({ length: 200 }, (_, i) => disobey(directives, "worth", i));
  return texts.reduce((sum, made) => sum + Math.exp(audience.taste(made)), 0) / texts.length;
}

function judge(audience: Audience, strategy: Strategy): ChannelResult {
  const worths = new Map<string, number>();
  const worth = (directives: Directives) => {
    const key = JSON.stringify(directives);
    const known = worths.get(key) ?? worthOf(audience, directives);
    worths.set(key, known);
    return known;
  };
  const harmful = strategy.promotions.filter(({ from, to }) => worth(to) < worth(from));
  return {
    lift: worth(strategy.champion()) / worth(SEED_DIRECTIVES) - 1,
    promotions: strategy.promotions.length,
    harmful: harmful.length,
    judged: strategy.judged(),
  };
}
