import { eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { users } from "@/server/db/schema/users";
import { AppError } from "@/server/errors";

export type UserRow = typeof users.$inferSelect;

/** The signed-in person. @throws AppError `forbidden` for an API token: it is nobody. */
export async function findSelf(ctx: Ctx): Promise<UserRow> {
  const { kind, id } = ctx.actor;
  const [user] =
    kind === "user" && id ? await ctx.db.select().from(users).where(eq(users.id, id)) : [];
  if (!user)
    throw new AppError("forbidden", "Only a signed-in person can do this, not an API token.");
  return user;
}
