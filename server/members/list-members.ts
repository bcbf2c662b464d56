import { eq } from "drizzle-orm";
import type { MemberList } from "@/lib/contracts/members";
import type { Ctx } from "@/server/context";
import { memberships, users } from "@/server/db/schema/users";

export async function listMembers(ctx: Ctx): Promise<MemberList> {
  const rows = await ctx.db
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: memberships.role,
      joinedAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.workspaceId, ctx.workspaceId))
    .orderBy(memberships.createdAt, memberships.id);
  return {
    items: rows.map((row) => ({
      ...row,
      joinedAt: row.joinedAt.toISOString(),
      isYou: ctx.actor.kind === "user" && row.id === ctx.actor.id,
    })),
  };
}
