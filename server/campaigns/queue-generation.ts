import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { generations } from "@/server/db/schema/campaigns";
import type { NewEvent } from "@/server/events/emit";

export interface GenerationOrder {
  campaignId: string;
  platform: Platform;
  count: number;
  /** Writes this one variant anew. */
  variantId?: string;
}

/** Rows and jobs in one transaction; returns the facts to emit at its end. */
export async function queueGenerations(
  tx: Tx,
  ctx: Ctx,
  orders: GenerationOrder[],
): Promise<NewEvent[]> {
  const now = ctx.now();
  const facts: NewEvent[] = [];
  for (const order of orders) {
    const [row] = await tx
      .insert(generations)
      .values({ ...order, workspaceId: ctx.workspaceId, createdAt: now, updatedAt: now })
      .returning({ id: generations.id });
    if (!row) throw new Error("nothing was inserted");
    await ctx.runtime.jobs.send(tx, "generate-variants", {
      workspaceId: ctx.workspaceId,
      generationId: row.id,
    });
    facts.push(toProgress(order, row.id, "queued"));
  }
  return facts;
}

export function toProgress(
  order: Pick<GenerationOrder, "campaignId"> & { platform: string; variantId?: string | null },
  generationId: string,
  status: string,
): NewEvent {
  const { campaignId, platform, variantId = null } = order;
  return {
    name: "generation.progressed",
    data: { campaignId, generationId, platform, variantId, status },
  };
}
