import { sql } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import type { Db, Tx } from "@/server/db/client";
import { webhookCounts } from "@/server/db/schema/results";

export interface Source {
  platform: Platform;
  sandbox: boolean;
}

type Counted = Partial<Record<"received" | "repeated" | "refused" | "unknown", number>>;

/** Adds to what came in from there so far. */
export async function countWebhooks(
  db: Db | Tx,
  { platform, sandbox }: Source,
  counted: Counted,
  now: Date,
): Promise<void> {
  const { received = 0, repeated = 0, refused = 0, unknown = 0 } = counted;
  const seen = {
    ...(received + repeated > 0 ? { lastReceivedAt: now } : {}),
    ...(refused > 0 ? { lastRefusedAt: now } : {}),
  };
  await db
    .insert(webhookCounts)
    .values({ platform, sandbox, received, repeated, refused, unknown, ...seen })
    .onConflictDoUpdate({
      target: [webhookCounts.platform, webhookCounts.sandbox],
      set: {
        received: sql`${webhookCounts.received} + ${received}`,
        repeated: sql`${webhookCounts.repeated} + ${repeated}`,
        refused: sql`${webhookCounts.refused} + ${refused}`,
        unknown: sql`${webhookCounts.unknown} + ${unknown}`,
        ...seen,
      },
    });
}
