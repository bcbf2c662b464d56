import { claimPosts } from "./claim-posts";
import { claimResumes } from "./claim-resumes";
import type { ChooseVariants, ClaimedPost, Runtime } from "./claimed-post";
import { gather } from "./gather";
import { handOver } from "./hand-over";
import { lapseLeases } from "./lapse-leases";
import { type FinishedPost, type PublishParts, publishPost } from "./publish-post";
import { type NewReceipt, saveReceipts } from "./save-receipt";
import { settlePosts } from "./settle-posts";

/** Posts of one platform in flight in all processes together. */
const PER_PLATFORM = 200;
const MAX_IN_FLIGHT = 1000;
// Half of what one platform may have: while one half is written, the other is claimed.
const BATCH = 100;

export interface PublishCounts {
  claimed: number;
  published: number;
  failed: number;
}

export interface Publisher {
  /** Claims what is due and starts it, without waiting for the platforms. Returns how many. */
  pump(): Promise<number>;
  /** Resolves when something started is settled, so that there may be more to claim; at once when nothing runs. */
  settled(): Promise<void>;
  /** Whether something started is not settled yet. */
  busy(): boolean;
  /** Waits until everything started is settled. */
  drain(): Promise<void>;
  /** From now on nothing is claimed. */
  close(): void;
  /** Leaves what is not settled yet to others, who look whether it is out. Returns how many. */
  handOver(): Promise<number>;
  /** What was done since the last call. */
  takeCounts(): PublishCounts;
}

interface Limits {
  maxInFlight: number;
  perPlatform: number;
}

/** Publishes within one process: a slow platform holds up its own post and nothing else. */
export function createPublisher(
  runtime: Runtime,
  parts: PublishParts & { choose: ChooseVariants },
  { maxInFlight, perPlatform }: Limits = { maxInFlight: MAX_IN_FLIGHT, perPlatform: PER_PLATFORM },
): Publisher {
  const running = new Map<string, Promise<void>>();
  const claims = new Map<string, ClaimedPost>();
  let isClosed = false;
  const counts = { claimed: 0, published: 0, failed: 0 };
  // One post is claimed once, so a batch never holds two receipts of the same one.
  const keepReceipt = gather((items: NewReceipt[]) => saveReceipts(runtime, items), BATCH);
  const settleSoon = gather(async (items: FinishedPost[]) => {
    const settled = await settlePosts(runtime, items);
    counts.published += settled.filter((item) => item.settlement.status === "published").length;
    counts.failed += settled.filter((item) => item.settlement.status === "failed").length;
    return items.map(() => true);
  }, BATCH);

  async function run(claimed: ClaimedPost): Promise<void> {
    try {
      await settleSoon(await publishPost(runtime, { ...parts, keepReceipt }, claimed));
    } catch (err) {
      // The lease lapses, and then somebody looks on the platform.
      runtime.log.error({ err, postId: claimed.post.id }, "a post could not be settled");
    } finally {
      running.delete(claimed.post.id);
      claims.delete(claimed.post.id);
    }
  }

  function start(claimed: ClaimedPost[]): void {
    for (const item of claimed) {
      claims.set(item.post.id, item);
      running.set(item.post.id, run(item));
    }
    counts.claimed += claimed.length;
  }

  const room = () => (isClosed ? 0 : Math.min(BATCH, maxInFlight - running.size));

  async function claimFresh(): Promise<number> {
    const { choose } = parts;
    const claimed = await claimPosts(runtime, { choose, limit: room(), perPlatform });
    start(claimed);
    return claimed.length;
  }

  async function claimDoubtful(): Promise<number> {
    const exclude = [...running.keys()];
    const claimed = await claimResumes(runtime, { limit: room(), exclude });
    start(claimed);
    return claimed.length;
  }

  return {
    async pump() {
      await lapseLeases(runtime, { exclude: [...running.keys()] });
      let started = 0;
      for (const claim of [claimDoubtful, claimFresh]) {
        while (room() > 0) {
          const count = await claim();
          if (count === 0) break;
          started += count;
        }
      }
      return started;
    },
    async settled() {
      if (running.size > 0) await Promise.race(running.values());
    },
    busy: () => running.size > 0,
    async drain() {
      while (running.size > 0) await Promise.all(running.values());
    },
    close() {
      isClosed = true;
    },
    handOver: () => handOver(runtime, [...claims.values()]),
    takeCounts() {
      const taken = { ...counts };
      Object.assign(counts, { claimed: 0, published: 0, failed: 0 });
      return taken;
    },
  };
}
