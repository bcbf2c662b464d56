import { expect } from "@playwright/test";
import type { PostDetail, PostView } from "@/lib/contracts/posts";
import type { Api } from "./api";
import type { Product } from "./product";

const MINUTE_MS = 60_000;
/** Past X's first reading of the counts and close to its second. */
const LOOK_AFTER_MS = 190 * MINUTE_MS;

/** The clock of one server and the work of its minutes. */
export interface TimePassing {
  now(): Promise<number>;
  /** Once what a minute brings, as a cron service outside would. */
  tick(): Promise<void>;
  /** The next slot that a schedule has planned. */
  nextSlot(): Promise<PostView>;
  /** To the slot's time and not past it, until it is out. */
  publish(slot: PostView): Promise<PostDetail>;
  /** On until the platform has told what a post that is out has earned. */
  readResult(postId: string): Promise<void>;
}

export function passTime(product: Product, api: Api): TimePassing {
  const now = async () => Date.parse((await product.advance(0)).now);
  const tick: TimePassing["tick"] = () => api.ok("POST", "/api/scheduler/tick", {});
  const read = (id: string) => api.ok<PostDetail>("GET", `/api/posts/${id}`);
  return {
    now,
    tick,
    async nextSlot() {
      const list = "/api/posts?status=queued&order=asc&limit=1";
      const [slot] = (await api.ok<{ items: PostView[] }>("GET", list)).items;
      if (!slot) throw new Error("The cadence planned no slots.");
      return slot;
    },
    async publish(slot) {
      await product.advance(Math.max(0, Date.parse(slot.dueAt) - (await now())) + 1000);
      await expect(async () => {
        await tick();
        expect((await read(slot.id)).status).toBe("published");
        // An account that has to renew its access first posts half a minute later.
        await product.advance(10_000);
      }).toPass({ intervals: [100], timeout: 60_000 });
      return read(slot.id);
    },
    async readResult(postId) {
      await product.advance(LOOK_AFTER_MS);
      await expect(async () => {
        await tick();
        expect((await read(postId)).counts?.views ?? 0).toBeGreaterThan(0);
      }).toPass({ intervals: [100], timeout: 60_000 });
    },
  };
}
