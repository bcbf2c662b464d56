import { eq, sql } from "drizzle-orm";
import type { SignedInUser } from "@/server/auth/auth-options";
import { hashPassword, isPassword } from "@/server/crypto/tokens";
import { memberships, users } from "@/server/db/schema/users";
import { clientKey } from "@/server/http/client-address";
import { limitAttempts } from "@/server/http/rate-limit";
import type { Runtime } from "@/server/runtime";

const windowMs = 15 * 60_000;
const longestEmail = 320;
const perPerson = { max: 10, windowMs };
const perAddress = { max: 50, windowMs };
// High, since a stranger who knows an email could keep its owner out with it.
const perEmail = { max: 100, windowMs };

// Compared against when the email is unknown, so that time does not tell which emails exist.
let decoy: Promise<string> | null = null;

/** @throws AppError `too_many` after ten tries on one email from one address in a quarter of an hour. */
export async function verifyPassword(
  runtime: Pick<Runtime, "database" | "clock">,
  input: { email: string; password: string; address: string },
): Promise<SignedInUser | null> {
  const email = input.email.trim().toLowerCase();
  if (email.length > longestEmail) return null;
  const address = clientKey(input.address);
  await limitAttempts(runtime, `sign-in:address:${address}`, perAddress);
  await limitAttempts(runtime, `sign-in:person:${address}:${email}`, perPerson);
  await limitAttempts(runtime, `sign-in:email:${email}`, perEmail);
  const [row] = await runtime.database.db
    .select({ user: users, workspaceId: memberships.workspaceId })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(eq(sql`lower(${users.email})`, email))
    .orderBy(memberships.createdAt)
    .limit(1);
  decoy ??= hashPassword("a password nobody has");
  const matches = await isPassword(input.password, row?.user.passwordHash ?? (await decoy));
  if (!row?.user.passwordHash || !matches) return null;
  const { id, name, sessionVersion } = row.user;
  return { id, name, email: row.user.email, workspaceId: row.workspaceId, version: sessionVersion };
}
