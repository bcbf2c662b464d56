import { NewPassword, PersonName, type SignInName } from "@/lib/contracts/auth";
import type { AcceptInvitation } from "@/lib/contracts/members";
import { recordAudit } from "@/server/audit/record";
import { endSessions } from "@/server/auth/end-sessions";
import { deadLink, findLink, type LinkRow } from "@/server/auth/find-link";
import { personContext } from "@/server/auth/person-context";
import { spendLink } from "@/server/auth/spend-link";
import { hashPassword, isPassword } from "@/server/crypto/tokens";
import type { Tx } from "@/server/db/client";
import { memberships, users } from "@/server/db/schema/users";
import { conflict, invalidField } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { limitAttempts } from "@/server/http/rate-limit";
import { findInvitedUser, type InvitedUser } from "@/server/members/find-invited-user";
import type { Runtime } from "@/server/runtime";

const passwordLimit = { max: 10, windowMs: 15 * 60_000 };

interface Newcomer {
  name: string;
  passwordHash: string;
}

/**
 * Joins the workspace by a link. Who has no workspace on this server sets name and password; who
 * has one proves that the email is theirs, or a link could take their identity elsewhere.
 */
export async function acceptInvitation(
  runtime: Runtime,
  input: AcceptInvitation,
): Promise<SignInName> {
  const { db } = runtime.database;
  const link = await findLink(db, "invite", input.token, runtime.clock.now());
  if (!link) throw deadLink();
  const known = await findInvitedUser(db, link.email);
  if (known?.workspaceIds.includes(link.workspaceId))
    throw conflict("You are a member of this workspace already. Sign in instead.");
  const newcomer =
    known && known.workspaceIds.length > 0
      ? await provePassword(runtime, known, input.password)
      : await readNewcomer(input);
  await db.transaction(async (tx) => {
    await spendLink(tx, link.id, runtime.clock.now());
    const userId = await saveUser(tx, link, known, newcomer, runtime.clock.now());
    await join(tx, runtime, link, { userId, name: newcomer?.name ?? known?.name ?? link.email });
  });
  return { email: link.email };
}

async function provePassword(runtime: Runtime, known: InvitedUser, password: string) {
  await limitAttempts(runtime, `invitation:user:${known.id}`, passwordLimit);
  if (!known.passwordHash || !(await isPassword(password, known.passwordHash)))
    throw invalidField(
      "password",
      "That is not the password you sign in with on this server. Check it and try again.",
    );
  return null;
}

async function readNewcomer(input: AcceptInvitation): Promise<Newcomer> {
  const fields = [
    { path: "name", parsed: PersonName.safeParse(input.name ?? "") },
    { path: "password", parsed: NewPassword.safeParse(input.password) },
  ];
  for (const { path, parsed } of fields) {
    if (!parsed.success) throw invalidField(path, parsed.error.issues[0]?.message ?? "");
  }
  return {
    name: PersonName.parse(input.name),
    passwordHash: await hashPassword(input.password),
  };
}

async function saveUser(
  tx: Tx,
  link: LinkRow,
  known: InvitedUser | null,
  newcomer: Newcomer | null,
  now: Date,
): Promise<string> {
  if (known) {
    if (newcomer) await endSessions(tx, known.id, now, newcomer);
    return known.id;
  }
  if (!newcomer) throw new Error("a new person has a name and a password");
  const [user] = await tx
    .insert(users)
    .values({ email: link.email, ...newcomer })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (!user) throw conflict("This email was taken a moment ago. Open the link again.");
  return user.id;
}

async function join(
  tx: Tx,
  runtime: Runtime,
  link: LinkRow,
  person: { userId: string; name: string },
): Promise<void> {
  const { workspaceId, role } = link;
  await tx
    .insert(memberships)
    .values({ workspaceId, userId: person.userId, role, createdAt: runtime.clock.now() });
  await recordAudit(tx, personContext(runtime, workspaceId, { ...person, role }), {
    action: "member.joined",
    subjectType: "member",
    subjectId: person.userId,
    subjectName: person.name,
    after: { email: link.email, role },
  });
  await emit(tx, workspaceId, [{ name: "member.changed", data: { userId: person.userId } }]);
}
