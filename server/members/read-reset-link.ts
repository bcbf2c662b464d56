import { eq } from "drizzle-orm";
import { findLink } from "@/server/auth/find-link";
import { users } from "@/server/db/schema/users";
import { getRuntime, type Runtime } from "@/server/runtime";

/** Whose password a reset link sets, or null when the link is no good. */
export async function readResetLink(
  token: string,
  runtime: Pick<Runtime, "database" | "clock"> = getRuntime(),
): Promise<{ name: string; email: string } | null> {
  const { db } = runtime.database;
  const link = await findLink(db, "password_reset", token, runtime.clock.now());
  if (!link?.userId) return null;
  const [user] = await db
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(eq(users.id, link.userId));
  return user ?? null;
}
