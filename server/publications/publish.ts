import type { PublishAnswer, PublishRequest } from "@/lib/contracts/publish";
import type { Ctx } from "@/server/context";
import { AppError } from "@/server/errors";
import type { Idempotency } from "@/server/http/idempotency";
import { limitRate } from "@/server/http/rate-limit";
import { type Answer, runOnce } from "./run-once";
import { takePublication } from "./take-publication";

const RATE = { max: 120, windowMs: 60_000 };

/** Publishes, plans or keeps as a draft, on every account that can have it. */
export async function publish(
  ctx: Ctx,
  request: PublishRequest,
  idempotency: Idempotency | null,
): Promise<Answer<PublishAnswer>> {
  limitPublishing(ctx);
  assertMayApprove(ctx, request);
  return runOnce(ctx, idempotency, async (tx) => {
    const { answer, facts } = await takePublication(tx, ctx, request);
    return { status: request.status === "draft" ? 201 : 202, body: answer, facts };
  });
}

/** @throws AppError `too_many`. */
export function limitPublishing(ctx: Ctx): void {
  limitRate(`publish:${ctx.actor.id ?? ctx.workspaceId}`, RATE);
}

/** @throws AppError `forbidden`. */
export function assertMayApprove(ctx: Ctx, { approve }: { approve?: boolean | undefined }): void {
  if (!approve || ctx.actor.scopes.has("posts:approve")) return;
  throw new AppError("forbidden", "To approve what you publish you need the scope posts:approve.");
}
