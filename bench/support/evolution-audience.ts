import {
  DIRECTIVE_KEYS,
  type DirectiveKey,
  type Directives,
  levelsOf,
} from "@/lib/domain/evolution/directives";
import { normalOf, poissonOf, randomOf } from "./evolution-random";

/** What a channel's audience likes, unknown to all strategies. */
export interface Audience {
  /** Log of what this text earns over an average one. */
  taste(directives: Directives): number;
  /** One post: its counts, told at any age. */
  publish(post: number, directives: Directives, when: When): Reception;
}

export interface When {
  hour: number;
  weekday: number;
  topic: string;
}

export interface Reception {
  at(ageHours: number): Counted;
}

export interface Counted {
  views: number;
  likes: number;
  comments: number;
  shares: number;
  clicks: number;
  saves: number;
  conversions: number;
}

// Sds on the log scale. Two posts alike differ by τ = .5, and their reach by 1.1 (Moro 2016).
const SPREAD = 0.5;
const REACH_SPREAD = 1.1;
const VIEWS = 1000;
const LEVEL_SD = 0.1;
const PAIR_SD = 0.02;
const HOUR_SD = 0.1;
// Events per view of an average post.
const RATES = {
  likes: 0.02,
  comments: 0.003,
  shares: 0.003,
  clicks: 0.008,
  saves: 0.002,
  conversions: 0.0005,
};
type Action = keyof typeof RATES;
const ACTIONS = Object.keys(RATES) as Action[];

/** `strength` 0 is an audience that doesn't care how it is written to. */
export function createAudience(seed: string, strength: number): Audience {
  const own = randomOf(seed, "audience");
  // Some audiences care more about the writing than others, and some pages are liked more.
  const care = strength * Math.exp(0.2 * normalOf(own));
  const liking = Math.exp(0.4 * normalOf(own));
  const reach = VIEWS * Math.exp(0.5 * normalOf(own));
  const levels = drawLevels(seed, care * LEVEL_SD);
  const pairs = new Map<string, number>();
  const pair = (name: string) => {
    const known = pairs.get(name) ?? care * PAIR_SD * normalOf(randomOf(seed, "pair", name));
    pairs.set(name, known);
    return known;
  };
  const slot = (name: string) => HOUR_SD * normalOf(randomOf(seed, "slot", name));
  const taste = (directives: Directives): number => {
    const said = DIRECTIVE_KEYS.map((key) => `${key}:${directives[key]}`);
    return said.reduce((sum, name, i) => {
      const together = said
        .slice(0, i)
        .reduce((total, other) => total + pair(`${other}+${name}`), 0);
      return sum + (levels.get(name) ?? 0) + together;
    }, 0);
  };
  return {
    taste,
    publish: (post, directives, { hour, weekday, topic }) => {
      // Alike for all strategies, so that they are compared on the same luck.
      const luck = randomOf(seed, "post", post);
      const shock = SPREAD * normalOf(luck) - SPREAD ** 2 / 2;
      const views = reach * Math.exp(REACH_SPREAD * normalOf(luck) - REACH_SPREAD ** 2 / 2);
      const times = slot(`h${Math.floor(hour / 4)}`) + slot(`d${weekday}`) + slot(topic);
      return receive(luck, views, liking * Math.exp(taste(directives) + shock + times));
    },
  };
}

function drawLevels(seed: string, sd: number): Map<string, number> {
  const random = randomOf(seed, "levels");
  return new Map(
    DIRECTIVE_KEYS.flatMap((key: DirectiveKey) =>
      levelsOf(key).map((level) => [`${key}:${level}`, sd * normalOf(random)] as const),
    ),
  );
}

const NOTHING = { likes: 0, comments: 0, shares: 0, clicks: 0, saves: 0, conversions: 0 };

/** Attention comes quickly and then slowly; acting on it lags a little behind. */
function receive(luck: () => number, views: number, factor: number): Reception {
  const pace = Math.exp(0.4 * normalOf(luck));
  const seen = Math.max(1, Math.round(views));
  const acted = ACTIONS.map((action) => {
    const expected = seen * Math.min(0.3, RATES[action] * factor);
    return [action, poissonOf(expected, luck)] as const;
  });
  return {
    at: (ageHours) => {
      const done = arrived(Math.max(0, ageHours * pace - 0.5)) * 0.98;
      const views = Math.max(1, Math.floor(seen * arrived(ageHours * pace)));
      const counts: Counted = { views, ...NOTHING };
      for (const [action, whole] of acted) counts[action] = Math.floor(whole * done);
      return counts;
    },
  };
}

// About 5 % after an hour, 28 % after six, 70 % after a day.
const arrived = (hours: number): number => 1 - Math.exp(-((hours / 20) ** 0.95));
