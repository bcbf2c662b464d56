import { and, eq, ne } from "drizzle-orm";
import type { ResetPassword, SignInName } from "@/lib/contracts/auth";
import { recordAudit } from "@/server/audit/record";
import { endSessions } from "@/server/auth/end-sessions";
import { deadLink, findLink, type LinkRow } from "@/server/auth/find-link";
import { personContext } from "@/server/auth/person-context";
import { spendLink } from "@/server/auth/spend-link";
import { hashPassword } from "@/server/crypto/tokens";
import type { Tx } from "@/server/db/client";
import { memberships, users } from "@/server/db/schema/users";
import type { Runtime } from "@/server/runtime";

/** Sets a new password by the link that an owner made. Everything signed in before is signed out. */
export async function resetPassword(runtime: Runtime, input: ResetPassword): Promise<SignInName> {
  const { db } = runtime.database;
  const now = runtime.clock.now();
  const link = await findLink(db, "password_reset", input.token, now);
  if (!link?.userId) throw deadLink();
  const [member] = await db
    .select({ userId: users.id, name: users.name, email: users.email, role: memberships.role })
    .from(users)
    .innerJoin(
      memberships,
      and(eq(memberships.userId, users.id), eq(memberships.workspaceId, link.workspaceId)),
    )
    .where(eq(users.id, link.userId));
  if (!member) throw deadLink();
  const passwordHash = await hashPassword(input.password);
  await db.transaction(async (tx) => {
    await spendLink(tx, link.id, now);
    await assertOnlyHere(tx, link);
    await endSessions(tx, member.userId, now, { passwordHash });
    await recordAudit(tx, personContext(runtime, link.workspaceId, member), {
      action: "member.password_reset",
      subjectType: "member",
      subjectId: member.userId,
      subjectName: member.name,
    });
  });
  runtime.disconnectUser(member.userId);
  return { email: member.email };
}

/** Who joined another workspace since the link was made is not this owner's to reset any more. */
async function assertOnlyHere(tx: Tx, { userId, workspaceId }: LinkRow): Promise<void> {
  const [elsewhere] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.userId, userId ?? ""), ne(memberships.workspaceId, workspaceId)));
  if (elsewhere) throw deadLink();
}
