import { and, eq, isNull } from "drizzle-orm";
import { type Actor, ROLE_SCOPES, type Scope } from "@/server/context";
import { hashToken } from "@/server/crypto/tokens";
import { apiTokens, memberships, users } from "@/server/db/schema/users";
import { AppError } from "@/server/errors";
import { readSessionToken, type SessionToken } from "@/server/http/session-token";
import type { Runtime } from "@/server/runtime";

export interface Identity {
  /** `other`: by a proof that its route checks itself. */
  by: "session" | "token" | "other";
  workspaceId: string;
  actor: Actor;
}

/** Who sent this request. @throws AppError `unauthenticated`. */
export async function authenticate(runtime: Runtime, request: Request): Promise<Identity> {
  const bearer = request.headers.get("authorization")?.match(/^Bearer (.+)$/i)?.[1];
  if (bearer) return authenticateToken(runtime, bearer);
  const session = await readSessionToken(runtime.env, request.headers.get("cookie"));
  const identity = session ? await findSessionIdentity(runtime, session) : null;
  if (!identity)
    throw new AppError(
      "unauthenticated",
      "Your session has ended. Sign in again; nothing you saved is lost.",
    );
  return identity;
}

/** Null when the session was revoked, the member removed, or the role changed since. */
export async function findSessionIdentity(
  runtime: Pick<Runtime, "database">,
  session: SessionToken,
): Promise<Identity | null> {
  const [row] = await runtime.database.db
    .select({
      id: users.id,
      name: users.name,
      version: users.sessionVersion,
      role: memberships.role,
    })
    .from(users)
    .innerJoin(
      memberships,
      and(eq(memberships.userId, users.id), eq(memberships.workspaceId, session.workspaceId)),
    )
    .where(eq(users.id, session.userId));
  if (!row || row.version !== session.version) return null;
  return {
    by: "session",
    workspaceId: session.workspaceId,
    actor: {
      kind: "user",
      id: row.id,
      name: row.name,
      role: row.role,
      scopes: ROLE_SCOPES[row.role],
    },
  };
}

async function authenticateToken(runtime: Runtime, token: string): Promise<Identity> {
  const [row] = await runtime.database.db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.tokenHash, hashToken(token)), isNull(apiTokens.revokedAt)));
  const now = runtime.clock.now();
  if (!row || (row.expiresAt && row.expiresAt <= now)) {
    throw new AppError(
      "unauthenticated",
      "This API token is not valid, or it was revoked. Make a new one under Settings, Tokens.",
    );
  }
  await runtime.database.db
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(eq(apiTokens.id, row.id));
  return {
    by: "token",
    workspaceId: row.workspaceId,
    actor: {
      kind: "token",
      id: row.id,
      name: row.name,
      role: null,
      scopes: new Set(row.scopes as Scope[]),
    },
  };
}
