import { eq, or, sql } from "drizzle-orm";
import type { OidcRefusal } from "@/lib/contracts/auth";
import type { SignedInUser } from "@/server/auth/auth-options";
import { memberships, users } from "@/server/db/schema/users";
import type { Runtime } from "@/server/runtime";

type Result = { ok: true; user: SignedInUser } | { ok: false; refusal: OidcRefusal };

/** Lets in members only: who is known by subject, or by an email the issuer has verified. */
export async function signInWithOidc(
  runtime: Pick<Runtime, "database">,
  profile: { sub: string; email?: string; email_verified?: boolean },
): Promise<Result> {
  const db = runtime.database.db;
  // An issuer that does not say so may hand out anybody's address.
  const email = profile.email_verified === true ? profile.email?.toLowerCase() : undefined;
  const bySubject = eq(users.oidcSubject, profile.sub);
  const [row] = await db
    .select({ user: users, workspaceId: memberships.workspaceId })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(email ? or(bySubject, eq(sql`lower(${users.email})`, email)) : bySubject)
    // The subject is who they are; an email may have gone from one person to another.
    .orderBy(
      sql`${users.oidcSubject} is not distinct from ${profile.sub} desc`,
      memberships.createdAt,
    )
    .limit(1);
  if (!row) return { ok: false, refusal: "not_a_member" };
  if (row.user.oidcSubject && row.user.oidcSubject !== profile.sub)
    return { ok: false, refusal: "other_identity" };
  if (!row.user.oidcSubject)
    await db.update(users).set({ oidcSubject: profile.sub }).where(eq(users.id, row.user.id));
  const { id, name, sessionVersion } = row.user;
  return {
    ok: true,
    user: {
      id,
      name,
      email: row.user.email,
      workspaceId: row.workspaceId,
      version: sessionVersion,
    },
  };
}
