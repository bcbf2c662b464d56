import { eq } from "drizzle-orm";
import { canonicalZone } from "@/lib/domain/zones";
import type { Ctx } from "@/server/context";
import { users } from "@/server/db/schema/users";
import { workspaces } from "@/server/db/schema/workspaces";
import { notFound } from "@/server/errors";

/** The zone that whoever asks reads times in: their own where they chose one, else the workspace's. */
export async function viewerZone(ctx: Ctx): Promise<string> {
  const { kind, id } = ctx.actor;
  const personId = kind === "user" ? id : null;
  const [[workspace], [person]] = await Promise.all([
    ctx.db
      .select({ zone: workspaces.timeZone })
      .from(workspaces)
      .where(eq(workspaces.id, ctx.workspaceId)),
    personId === null
      ? []
      : ctx.db.select({ zone: users.timeZone }).from(users).where(eq(users.id, personId)),
  ]);
  if (!workspace) throw notFound("workspace");
  return canonicalZone(person?.zone ?? workspace.zone);
}
