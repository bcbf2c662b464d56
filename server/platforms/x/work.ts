import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, SaveReceipt, Session } from "../adapter";

/** One run over one post, as each step of it needs it. */
export interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

export function toPublished(
  session: Session,
  ids: readonly string[],
  response?: unknown,
): PublishOutcome {
  const [id = ""] = ids;
  const handle = encodeURIComponent(session.handle.replace(/^@/, ""));
  const permalink = `${session.endpoints.site}/${handle}/status/${id}`;
  const told = ids.length > 1 ? { parts: [...ids], last: response ?? null } : response;
  return { kind: "published", externalId: id, permalink, visibility: "live", response: told };
}
