import { gather } from "@/server/posts/gather";
import type { Runtime } from "@/server/runtime";
import { type Click, countClicks } from "./count-clicks";

type Counting = Pick<Runtime, "database" | "random" | "log" | "inHand">;

const BATCH = 500;
/** Beyond this the database does not keep up, and visitors matter more than their number. */
const MOST_WAITING = 5_000;

const counters = new WeakMap<object, (click: Click) => Promise<boolean>>();

/**
 * Counts a click soon, together with others that come meanwhile. Never throws: what could not be
 * counted is lost and logged. Resolves to whether it was counted; until then it is in hand.
 */
export function countClick(runtime: Counting, click: Click): Promise<boolean> {
  let count = counters.get(runtime);
  if (!count) {
    count = createCounter(runtime);
    counters.set(runtime, count);
  }
  const counted = count(click);
  runtime.inHand.add(counted);
  return counted.finally(() => runtime.inHand.delete(counted));
}

function createCounter(runtime: Counting): (click: Click) => Promise<boolean> {
  let waiting = 0;
  let isLosing = false;
  const count = gather(async (clicks: Click[]) => {
    const counted = new Map<Click, boolean>();
    for (const [workspaceId, own] of Map.groupBy(clicks, (click) => click.workspaceId)) {
      const isNew = await countClicks(runtime, workspaceId, own);
      for (const [i, click] of own.entries()) counted.set(click, isNew[i] ?? false);
    }
    return clicks.map((click) => counted.get(click) ?? false);
  }, BATCH);
  return async (click) => {
    if (waiting >= MOST_WAITING) {
      if (!isLosing) runtime.log.warn({ waiting }, "clicks come too fast: those beyond are lost");
      isLosing = true;
      return false;
    }
    waiting++;
    try {
      return await count(click);
    } catch (err) {
      runtime.log.warn({ err, code: click.code }, "a click could not be counted");
      return false;
    } finally {
      waiting--;
      if (waiting === 0) isLosing = false;
    }
  };
}
