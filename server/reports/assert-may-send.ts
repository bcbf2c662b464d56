import type { Ctx } from "@/server/context";
import { AppError } from "@/server/errors";

/**
 * A link or a mail shows results to others: only who may read them can let others read them. A token
 * that only sends results in may not.
 */
export function assertMaySend(ctx: Ctx): void {
  if (ctx.actor.scopes.has("analytics:read")) return;
  throw new AppError("forbidden", "Only who may see results can share them.");
}
