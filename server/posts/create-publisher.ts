import { claimPosts } from "./claim-posts";
import { claimResumes } from "./claim-resumes";
import type { ChooseVariants, ClaimedPost, Runtime } from "./claimed-post";
import { gather } from "./gather";
import { lapseLeases } from "./lapse-leases";
import { type FinishedPost, type PublishParts, publishPost } from "./publish-post";
import { type NewReceipt, saveReceipts } from "./save-receipt";
import { settlePosts } from "./settle-posts";

const MAX_IN_FLIGHT = 100;
const BATCH = 100;

export interface PublishCounts {
  claimed: number;
  published: number;
  failed: number;
}

export interface Publisher {
  /** Claims what is due and starts it, without waiting for the platforms. Returns how many. */
  pump(): Promise<number>;
  /** Waits until everything started is settled. */
  drain(): Promise<void>;
  /** What was done since the last call. */
  takeCounts(): PublishCounts;
}

/** Publishes within one process: a slow platform holds up its own post and nothing else. */
export function createPublisher(
  runtime: Runtime,
  parts: PublishParts & { choose: ChooseVariants },
  maxInFlight = MAX_IN_FLIGHT,
): Publisher {
  const running = new Map<string, Promise<void>>();
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
    }
  }

  function start(claimed: ClaimedPost[]): void {
    for (const item of claimed) running.set(item.post.id, run(item));
    counts.claimed += claimed.length;
  }

  async function claim(): Promise<ClaimedPost[]> {
    const exclude = [...running.keys()];
    const resumes = await claimResumes(runtime, { limit: maxInFlight - running.size, exclude });
    start(resumes);
    const limit = maxInFlight - running.size;
    const fresh = limit > 0 ? await claimPosts(runtime, { choose: parts.choose, limit }) : [];
    start(fresh);
    return [...resumes, ...fresh];
  }

  return {
    async pump() {
      await lapseLeases(runtime, { exclude: [...running.keys()] });
      let started = 0;
      while (running.size < maxInFlight) {
        const claimed = await claim();
        if (claimed.length === 0) break;
        started += claimed.length;
      }
      return started;
    },
    async drain() {
      while (running.size > 0) await Promise.all(running.values());
    },
    takeCounts() {
      const taken = { ...counts };
      Object.assign(counts, { claimed: 0, published: 0, failed: 0 });
      return taken;
    },
  };
}
