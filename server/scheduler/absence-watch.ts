import { absentAfterMs, skipMissedRuns } from "@/server/posts/skip-missed-runs";
import type { Runtime } from "@/server/runtime";
import { tick } from "./tick";

interface AbsenceWatch {
  /** Runs one publishing pass. */
  around(pass: () => Promise<unknown>): Promise<void>;
}

/**
 * A publisher that is new, or comes back after its machine slept or its database was away, finds posts
 * that came due meanwhile. It takes none before it is clear which of the missed ones still go out.
 */
export function createAbsenceWatch(runtime: Runtime): AbsenceWatch {
  let lastGoodAt = Number.NEGATIVE_INFINITY;
  return {
    async around(pass: () => Promise<unknown>): Promise<void> {
      const now = runtime.clock.now().getTime();
      if (now - lastGoodAt > absentAfterMs(runtime)) await sortOutMissed(runtime);
      await pass();
      lastGoodAt = now;
    },
  };
}

async function sortOutMissed(runtime: Runtime): Promise<void> {
  try {
    await tick(runtime);
  } catch (err) {
    runtime.log.error({ err }, "the tick before publishing failed");
  }
  // What the tick may have failed to do, and what publishing can't begin without.
  await skipMissedRuns(runtime);
}
