import { and, eq, inArray } from "drizzle-orm";
import type { PromptRef } from "@/lib/contracts/learning";
import type { Reader } from "@/server/db/client";
import { promptVersions } from "@/server/db/schema/learning";
import { type PromptRow, promptName } from "@/server/variants/read-population";

export const toRef = (row: Pick<PromptRow, "id" | "number" | "status">): PromptRef => ({
  id: row.id,
  name: promptName(row),
  status: row.status,
});

export async function readRefs(
  db: Reader,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, PromptRef>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { id, number, status } = promptVersions;
  const rows = await db
    .select({ id, number, status })
    .from(promptVersions)
    .where(and(eq(promptVersions.workspaceId, workspaceId), inArray(promptVersions.id, wanted)));
  return new Map(rows.map((row) => [row.id, toRef(row)]));
}
