import type { Tx } from "@/server/db/client";
import { emit, type NewEvent } from "@/server/events/emit";

export interface Fact {
  workspaceId: string;
  event: NewEvent;
}

/** Facts of several workspaces, in one order for all processes, so that their row locks never cross. */
export async function emitFacts(tx: Tx, facts: readonly Fact[]): Promise<void> {
  const byWorkspace = Map.groupBy(facts, (fact) => fact.workspaceId);
  for (const workspaceId of [...byWorkspace.keys()].sort()) {
    const own = byWorkspace.get(workspaceId) ?? [];
    await emit(
      tx,
      workspaceId,
      own.map((fact) => fact.event),
    );
  }
}

interface PostIds {
  id: string;
  workspaceId: string;
  campaignId: string | null;
  accountId: string;
  scheduleId: string | null;
}

export function toPostFact(name: NewEvent["name"], post: PostIds, more: object = {}): Fact {
  const { id: postId, campaignId, accountId, scheduleId } = post;
  return {
    workspaceId: post.workspaceId,
    event: { name, data: { postId, campaignId, accountId, scheduleId, ...more } },
  };
}
