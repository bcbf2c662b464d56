import { decode } from "next-auth/jwt";
import { z } from "zod";
import type { Env } from "@/server/env";

export const SESSION_COOKIE = "bandwagon.session";

const SessionToken = z.object({ userId: z.string(), workspaceId: z.string(), version: z.number() });
export type SessionToken = z.infer<typeof SessionToken>;

function readCookie(header: string | null, name: string): string | null {
  for (const part of header?.split(";") ?? []) {
    const [key, ...rest] = part.trim().split("=");
    // A sealed token needs no decoding; what another program set under this name must not throw.
    if (key === name) return rest.join("=");
  }
  return null;
}

/** The signed-in person's token from the cookie header, unchecked against the database. */
export async function readSessionToken(
  env: Pick<Env, "NEXTAUTH_SECRET">,
  cookieHeader: string | null,
): Promise<SessionToken | null> {
  const cookie = readCookie(cookieHeader, SESSION_COOKIE);
  if (!cookie) return null;
  try {
    const token = await decode({ token: cookie, secret: env.NEXTAUTH_SECRET });
    return SessionToken.safeParse(token).data ?? null;
  } catch {
    // A cookie sealed with another secret, or tampered with: the same as none.
    return null;
  }
}
