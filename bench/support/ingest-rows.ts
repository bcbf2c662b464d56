import type { IngestItem } from "@/lib/contracts/ingest";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { SentPost } from "./seed-sent-posts";

export const BATCH_ROWS = 10_000;
const MINUTE_MS = 60_000;

/** One system that sends counts of its own posts, batch after batch, in the order of their times. */
export interface Sender {
  next(): IngestItem[];
}

/**
 * Each batch tells so many observations of each post, a minute apart: totals that grow, and as the
 * last one a change with an id of its own.
 */
export function createSender(
  name: string,
  posts: readonly SentPost[],
  { perPost, fromMs }: { perPost: number; fromMs: number },
): Sender {
  const totals = new Map(posts.map(({ id }) => [id, 0]));
  const group = Math.floor(BATCH_ROWS / perPost);
  let [at, minute, sent] = [0, 0, 0];
  return {
    next() {
      if (at + group > posts.length) {
        at = 0;
        minute += perPost;
      }
      const batch: IngestItem[] = [];
      for (let step = 0; step < perPost; step++) {
        const observedAt = new Date(fromMs + (minute + step) * MINUTE_MS).toISOString();
        const delta = step === perPost - 1 && perPost > 1;
        for (const post of posts.slice(at, at + group)) {
          const total = (totals.get(post.id) ?? 0) + 1 + (sent % 7);
          totals.set(post.id, total);
          sent += 1;
          const metrics = delta ? { conversions: 1 } : totalsOf(post, total);
          const id = delta ? { id: `${name}-${sent}` } : {};
          batch.push({ ...id, postId: post.id, metrics, delta, observedAt });
        }
      }
      at += group;
      return batch;
    },
  };
}

/** Views and clicks where they are told by ingest, and elsewhere conversions, whose changes come later. */
function totalsOf({ platform }: SentPost, total: number): IngestItem["metrics"] {
  const own = (["views", "clicks"] as const).filter(
    (name: MetricName) => catalog[platform].metrics[name] === "ingest",
  );
  if (own.length === 0) return { conversions: total };
  return Object.fromEntries(own.map((name) => [name, name === "views" ? total * 9 : total]));
}

/** All columns of `metrics`. */
export const COPY_COLUMNS = [
  ...["id", "workspace_id", "post_id", "source", "observed_at"],
  ...METRIC_NAMES,
  "dedupe_key",
];

/** The same rows as COPY takes them. */
export function toCopyText(workspaceId: string, items: readonly IngestItem[], firstId: number) {
  const lines = items.map(({ id, postId, metrics, observedAt }, i) =>
    [
      ...[firstId + i, workspaceId, postId, "ingest", observedAt],
      ...METRIC_NAMES.map((name) => metrics[name] ?? 0),
      id ?? "\\N",
    ].join("\t"),
  );
  return Buffer.from(`${lines.join("\n")}\n`);
}
