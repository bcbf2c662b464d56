import type { Directives } from "@/lib/domain/evolution/directives";
import type { Counted } from "./evolution-audience";

/** One post as all strategies get to know it. */
export interface PostRecord {
  post: number;
  promptId: string;
  text: string;
  media: Directives["media"];
  hour: number;
  weekday: number;
  /** The campaign. */
  topic: string;
  publishedAt: Date;
  /** At the latest of the ages at which posts are compared; null before the post is ready. */
  seen: { age: 1 | 6 | 24 | 72 | 168; counts: Counted } | null;
}

export interface Written {
  promptId: string;
  text: string;
  media: Directives["media"];
  /** What the text really shows: for the audience, not for the strategy. */
  made: Directives;
}

export interface Promotion {
  from: Directives;
  to: Directives;
}

export interface Strategy {
  /** Before each post, with all that is known by then; `news` came in since the last time. */
  learn(known: readonly PostRecord[], news: number, now: Date): Promise<void>;
  write(post: number): Promise<Written>;
  champion(): Directives;
  readonly promotions: readonly Promotion[];
  /** Challengers that were put to a test, where the strategy has one. */
  judged(): number;
}
