import { eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { apiTokens } from "@/server/db/schema/users";

/** The person who answers for what is made now: behind an API token, who made the token. */
export async function findPersonId(reader: Reader, { actor }: Ctx): Promise<string | null> {
  if (actor.kind !== "token" || !actor.id) return actor.kind === "user" ? actor.id : null;
  const [token] = await reader
    .select({ createdBy: apiTokens.createdBy })
    .from(apiTokens)
    .where(eq(apiTokens.id, actor.id));
  return token?.createdBy ?? null;
}
