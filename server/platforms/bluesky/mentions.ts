import { EgressError } from "../http";
import { readDid, resolveHandle } from "./api";
import { findMentions } from "./facets";
import type { Server } from "./session";

/** Whom the handles in these texts stand for. One that can't be found stays plain text. */
export async function resolveMentions(
  server: Server,
  texts: readonly string[],
): Promise<Map<string, string>> {
  const handles = new Set(texts.flatMap(findMentions).map(({ handle }) => handle));
  const dids = new Map<string, string>();
  for (const handle of handles) {
    const did = await findDid(server, handle);
    if (did) dids.set(handle, did);
  }
  return dids;
}

async function findDid(server: Server, handle: string): Promise<string | null> {
  try {
    const response = await resolveHandle(server, handle);
    return response.status === 200 ? readDid(response) : null;
  } catch (error) {
    if (error instanceof EgressError) return null;
    throw error;
  }
}
