import type { DirectiveEffect, LearningChannel } from "@/lib/contracts/learning";
import {
  DIRECTIVE_KEYS,
  DIRECTIVES,
  type DirectiveKey,
  type Directives,
  levelsOf,
} from "@/lib/domain/evolution/directives";
import { type Effects, estimateLevels } from "@/lib/domain/evolution/effects";
import { levelLabel } from "@/server/learning/directive-words";

const Z90 = 1.6448536269515;

interface Level {
  key: DirectiveKey;
  level: string;
  /** The places of the posts that have it. */
  posts: readonly number[];
}

/**
 * What each published level does. One that all posts have has no contrast, and of levels that always
 * occur together the model only halves what they do: the one is named, the other told as a whole.
 */
export function describeEffects(
  published: readonly Partial<Directives>[],
  effects: Effects,
): Pick<LearningChannel, "effects" | "unvaried"> {
  const byKey = DIRECTIVE_KEYS.map((key) => toLevels(key, published));
  const varied = byKey.filter((levels) => levels.length > 1).flat();
  const together = Map.groupBy(varied, ({ posts }) => posts.join());
  return {
    effects: onlyOnce([...together.values()], published.length)
      .map((levels) => toEffect(levels, varied, effects))
      .toSorted((a, b) => Math.abs(b.effect.mean) - Math.abs(a.effect.mean)),
    unvaried: byKey.filter((levels) => levels.length === 1).flatMap((levels) => levels.map(toWay)),
  };
}

const toLevels = (key: DirectiveKey, published: readonly Partial<Directives>[]): Level[] =>
  levelsOf(key).flatMap((level) => {
    const posts = published.flatMap((each, at) => (each[key] === level ? [at] : []));
    return posts.length > 0 ? [{ key, level, posts }] : [];
  });

const toWay = ({ key, level }: Level): DirectiveEffect["ways"][number] => ({
  ...{ directive: key, directiveLabel: DIRECTIVES[key].label },
  ...{ level, levelLabel: levelLabel(key, level) },
});

/** Two groups that share out all posts are one comparison: the fuller told, else the smaller. */
function onlyOnce(groups: readonly Level[][], total: number): Level[][] {
  const postsOf = (levels: readonly Level[]) => levels[0]?.posts ?? [];
  const sorted = groups.toSorted(
    (a, b) => b.length - a.length || postsOf(a).length - postsOf(b).length,
  );
  return sorted.filter((levels, at) => {
    const own = new Set(postsOf(levels));
    return !sorted
      .slice(0, at)
      .map(postsOf)
      .some((posts) => posts.length + own.size === total && !posts.some((post) => own.has(post)));
  });
}

/** Against what the other posts have of the same directives, each by how many have it. */
function toEffect(
  levels: readonly Level[],
  varied: readonly Level[],
  effects: Effects,
): DirectiveEffect {
  const against = levels.flatMap(({ key, level }) => {
    const others = varied.filter((each) => each.key === key && each.level !== level);
    const all = others.reduce((sum, { posts }) => sum + posts.length, 0);
    return others.map((each) => ({ ...each, times: -each.posts.length / all }));
  });
  const { mean, sd } = estimateLevels(effects, [...levels, ...against]);
  return {
    ways: levels.map(toWay),
    effect: {
      mean: Math.exp(mean) - 1,
      low: Math.exp(mean - Z90 * sd) - 1,
      high: Math.exp(mean + Z90 * sd) - 1,
    },
    posts: levels[0]?.posts.length ?? 0,
  };
}
