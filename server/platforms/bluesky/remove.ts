import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { RemoveOutcome, Session } from "../adapter";
import { toNetworkOutcome } from "../network-outcome";
import { toRemoveOutcome } from "../remove-outcome";
import { deleteRecord, readThreadRoot } from "./api";
import { toOutcome } from "./errors";
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
  if ("kind" in parts) return toRemoveOutcome(parts, "Bluesky");
  if (parts.length === 0) return { kind: "already_gone" };
  // The first goes last, so that a repeat after a failure still finds the rest.
  for (const key of parts.reverse()) {
    try {
      const response = await deleteRecord(repository, key);
      if (response.status >= 300) {
        return toRemoveOutcome(toOutcome(response, false, session.now()), "Bluesky");
      }
    } catch (error) {
      return toRemoveOutcome(
        toNetworkOutcome(error, "Bluesky", { creates: false, isTyped: true }),
        "Bluesky",
      );
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
