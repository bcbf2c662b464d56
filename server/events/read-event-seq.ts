import { eq } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { workspaces } from "@/server/db/schema/workspaces";

/** The `seq` of the latest fact of a workspace. */
export async function readEventSeq(reader: Reader, workspaceId: string): Promise<number> {
  const [row] = await reader
    .select({ seq: workspaces.eventSeq })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  return row?.seq ?? 0;
}
