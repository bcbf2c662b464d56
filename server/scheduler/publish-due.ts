import { createPublisher, type PublishCounts } from "@/server/posts/create-publisher";
import type { Runtime } from "@/server/runtime";
import { type AllParts, publishParts } from "./publish-parts";

/** Publishes everything that is due and waits for it. */
export async function publishDue(
  runtime: Runtime,
  parts: Partial<AllParts> = {},
): Promise<PublishCounts> {
  const publisher = createPublisher(runtime, { ...publishParts, ...parts });
  let inHand: number;
  do {
    inHand = await publisher.pump();
    await publisher.settled();
  } while (inHand > 0 || publisher.busy());
  return publisher.takeCounts();
}
