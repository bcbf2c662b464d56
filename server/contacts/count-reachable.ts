import { count } from "drizzle-orm";
import { isReachable } from "@/server/contacts/contact-status";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { contacts } from "@/server/db/schema/contacts";

/** How many people would get a message that went out now. */
export async function countReachable(reader: Reader, ctx: Ctx): Promise<number> {
  const [row] = await reader
    .select({ number: count() })
    .from(contacts)
    .where(isReachable(ctx.workspaceId, ctx.now()));
  return row?.number ?? 0;
}
