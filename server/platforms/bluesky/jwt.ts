import { z } from "zod";

const Claims = z.object({
  exp: z.number().optional().catch(undefined),
  scope: z.string().optional().catch(undefined),
});

/** What a session token says about itself. Unverified: only its own server can do that. */
export function readClaims(jwt: string): { expiresAt: Date | null; scope: string } {
  const { exp, scope = "" } = Claims.safeParse(decode(jwt.split(".")[1] ?? "")).data ?? {};
  return { expiresAt: exp === undefined ? null : new Date(exp * 1000), scope };
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
