import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import type { OAuthProblem } from "@/lib/contracts/accounts";
import { Platform } from "@/lib/platforms/platform";
import { appOf } from "@/server/accounts/callback-url";
import type { Ctx } from "@/server/context";
import { equalSecrets, hashToken } from "@/server/crypto/tokens";
import { oauthStates } from "@/server/db/schema/accounts";

const Secrets = z.object({ codeVerifier: z.string(), browser: z.string() });
type Secrets = z.infer<typeof Secrets>;

type Runtime = Pick<Ctx["runtime"], "sealer">;

export const sealOAuthState = (runtime: Runtime, stateId: string, secrets: Secrets) =>
  runtime.sealer.seal(JSON.stringify(secrets), stateId);

export interface SpentState {
  platform: Platform;
  sandbox: boolean;
  accountId: string | null;
  codeVerifier: string;
}

export type StateCheck = ({ ok: true } & SpentState) | { ok: false; problem: OAuthProblem };

/** Who came back with the state, to be compared with who began. */
export interface Returning {
  provider: string;
  state: string;
  userId: string;
  browser: string | null;
}

/** Platforms that share an app come back to the app's one address. */
const isCallbackOf = (platform: Platform, provider: string) =>
  platform === provider || appOf(platform) === provider;

/** Spends a state. Only the session that began it can, within ten minutes, and once. */
export async function spendOAuthState(ctx: Ctx, returning: Returning): Promise<StateCheck> {
  const [row] = await ctx.db
    .select()
    .from(oauthStates)
    .where(eq(oauthStates.stateHash, hashToken(returning.state)));
  const platform = Platform.safeParse(row?.platform).data;
  if (!row || !platform || !isCallbackOf(platform, returning.provider)) {
    return { ok: false, problem: "unknown_state" };
  }
  const secrets = Secrets.parse(JSON.parse(ctx.runtime.sealer.open(row.sealedVerifier, row.id)));
  const isSameSession =
    row.workspaceId === ctx.workspaceId &&
    row.userId === returning.userId &&
    returning.browser !== null &&
    equalSecrets(secrets.browser, hashToken(returning.browser));
  if (!isSameSession) return { ok: false, problem: "other_session" };
  if (row.usedAt) return { ok: false, problem: "replayed" };
  if (row.expiresAt <= ctx.now()) return { ok: false, problem: "expired" };
  const [spent] = await ctx.db
    .update(oauthStates)
    .set({ usedAt: ctx.now() })
    .where(
      and(
        eq(oauthStates.id, row.id),
        isNull(oauthStates.usedAt),
        gt(oauthStates.expiresAt, ctx.now()),
      ),
    )
    .returning();
  if (!spent) return { ok: false, problem: "replayed" };
  return {
    ok: true,
    platform,
    sandbox: row.sandbox,
    accountId: row.accountId,
    codeVerifier: secrets.codeVerifier,
  };
}
