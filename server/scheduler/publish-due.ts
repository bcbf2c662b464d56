import { createPublisher, type PublishCounts } from "@/server/posts/create-publisher";
import type { Runtime } from "@/server/runtime";
import { type AllParts, publishParts } from "./publish-parts";

/** Publishes everything that is due and waits for it. */
export async function publishDue(
  runtime: Runtime,
  parts: Partial<AllParts> = {},
): Promise<PublishCounts> {
  const publisher = createPublisher(runtime, { ...publishParts, ...parts });
  let goesOn: boolean;
  do {
    const started = await publisher.pump();
    // Asked before the wait: what is settled in it leaves room for more.
    goesOn = started > 0 || publisher.busy();
    await publisher.settled();
  } while (goesOn);
  return publisher.takeCounts();
}
