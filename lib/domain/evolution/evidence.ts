import type { Directives } from "./directives";
import { type Effects, usualOf } from "./effects";
import type { Observation } from "./features";

/** A settled post with what it said. */
export interface ToldPost {
  postId: string;
  /** Null where it is not told to the model. */
  text: string | null;
  observation: Observation;
}

/** How far one post was above what is usual then and there, as ratios less one, with the 90 % interval. */
export interface EvidenceRow {
  postId: string;
  text: string | null;
  directives: Partial<Directives>;
  above: number;
  low: number;
  high: number;
}

export interface Evidence {
  best: EvidenceRow[];
  worst: EvidenceRow[];
}

const EACH = 5;
const TEXT = 400;
const Z90 = 1.6448536269515;

/** The posts that say most: the highest and the lowest residuals, by how surely they are so. */
export function evidenceOf(effects: Effects, posts: readonly ToldPost[]): Evidence {
  const ranked = posts
    .map((post) => ({ post, residual: post.observation.y - usualOf(effects, post.observation) }))
    .toSorted((a, b) => surely(b) - surely(a));
  const half = Math.min(EACH, Math.floor(ranked.length / 2));
  const toRow = ({ post, residual }: Ranked): EvidenceRow => {
    const reach = Z90 * Math.sqrt(effects.noise / post.observation.weight);
    return {
      postId: post.postId,
      text: post.text === null ? null : [...post.text].slice(0, TEXT).join(""),
      directives: post.observation.directives,
      above: toPart(residual),
      low: toPart(residual - reach),
      high: toPart(residual + reach),
    };
  };
  return {
    best: ranked.slice(0, half).map(toRow),
    worst: half === 0 ? [] : ranked.slice(-half).toReversed().map(toRow),
  };
}

interface Ranked {
  post: ToldPost;
  residual: number;
}

const surely = ({ post, residual }: Ranked): number => residual * post.observation.weight;

const toPart = (log: number): number => Number((Math.exp(log) - 1).toFixed(3));
