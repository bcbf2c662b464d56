import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { RemoveOutcome, Session } from "../adapter";
import { deleteRecord, readThreadRoot } from "./api";
import { toNetworkOutcome, toOutcome } from "./errors";
import { findPart } from "./parts";
import { notConnected } from "./publish";
import { type Repository, toRepository } from "./session";
import { toNextKey } from "./tid";
import { toRecordKey } from "./to-bluesky";

const MAX_PARTS = 50;

/** Deletes a post and, where it began a thread of ours, the parts that follow it. */
export async function removePost(session: Session, uri: string): Promise<RemoveOutcome> {
  const repository = toRepository(session);
  if (!repository) return notConnected;
  const first = toRecordKey(uri);
  if (!first) return { kind: "refused", code: "bad_id", message: "This is no post of Bluesky." };
  const parts = await listParts(repository, uri, first);
  if ("kind" in parts) return toRemoveOutcome(parts);
  if (parts.length === 0) return { kind: "already_gone" };
  // The first goes last, so that a repeat after a failure still finds the rest.
  for (const key of parts.reverse()) {
    try {
      const response = await deleteRecord(repository, key);
      if (response.status >= 300) {
        return toRemoveOutcome(toOutcome(response, false, session.now()));
      }
    } catch (error) {
      return toRemoveOutcome(toNetworkOutcome(error, false));
    }
  }
  return { kind: "removed" };
}

/** Parts of a thread have keys that follow each other. */
async function listParts(
  repository: Repository,
  uri: string,
  first: string,
): Promise<string[] | PublishOutcome> {
  const keys: string[] = [];
  for (let key: string | null = first; key && keys.length < MAX_PARTS; key = toNextKey(key)) {
    const seen = await findPart(repository, key);
    if (seen.kind === "unreachable") return seen.outcome;
    if (seen.kind === "absent") return keys;
    if (keys.length > 0 && readThreadRoot(seen.response) !== uri) return keys;
    keys.push(key);
  }
  return keys;
}

function toRemoveOutcome(outcome: PublishOutcome): RemoveOutcome {
  if (outcome.kind === "reconnect") {
    return { kind: "reconnect", code: outcome.code, message: outcome.message };
  }
  if (outcome.kind === "rejected") {
    return { kind: "refused", code: outcome.code, message: outcome.message };
  }
  const code = "code" in outcome ? outcome.code : "not_deleted";
  const retryAfterMs = outcome.kind === "retry_later" ? outcome.retryAfterMs : null;
  const message = "Bluesky could not delete the post yet.";
  return { kind: "retry_later", retryAfterMs, code, message };
}
