import { eq } from "drizzle-orm";
import { outboundWebhooks } from "@/server/db/schema/outbound";
import { type ClaimedDelivery, claimDeliveries } from "@/server/outbound/claim-deliveries";
import { fanOutEvents } from "@/server/outbound/fan-out-events";
import { sendDelivery } from "@/server/outbound/send-delivery";
import { settleDelivery } from "@/server/outbound/settle-delivery";
import type { Runtime } from "@/server/runtime";

/** One that does not answer takes ten seconds of one hand: the others go on, and no workspace has them all. */
const HANDS = 64;

export interface Courier {
  /** Makes deliveries of new events and begins to send what is due; waits for no answer. */
  pump(): Promise<number>;
  /** Resolves when one that is under way has ended. */
  settled(): Promise<void>;
  drain(): Promise<void>;
}

export function createCourier(runtime: Runtime, send = sendDelivery): Courier {
  const underWay = new Set<Promise<void>>();

  async function deliver(claimed: ClaimedDelivery): Promise<void> {
    try {
      await settleDelivery(runtime, claimed, await send(runtime, claimed));
    } catch (err) {
      // Its lease runs out, and it is sent again.
      runtime.log.error({ err }, "a delivery could not be settled");
    }
  }

  return {
    async pump() {
      if (!(await isAnyOn(runtime))) return 0;
      await fanOutEvents(runtime);
      const room = HANDS - underWay.size;
      const claimed = room > 0 ? await claimDeliveries(runtime, room) : [];
      for (const each of claimed) {
        const work = deliver(each).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      return claimed.length;
    },
    async settled() {
      await Promise.race(underWay);
    },
    async drain() {
      await Promise.all(underWay);
    },
  };
}

/** Where nobody listens, a burst of events costs one short query. */
async function isAnyOn(runtime: Runtime): Promise<boolean> {
  const rows = await runtime.database.db
    .select({ id: outboundWebhooks.id })
    .from(outboundWebhooks)
    .where(eq(outboundWebhooks.enabled, true))
    .limit(1);
  return rows.length > 0;
}
