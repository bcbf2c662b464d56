import { and, eq, lt } from "drizzle-orm";
import type { OAuthProblem, OAuthWorld } from "@/lib/contracts/accounts";
import { Platform } from "@/lib/platforms/platform";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { listAskedScopes } from "@/server/accounts/list-asked-scopes";
import { sealOAuthState } from "@/server/accounts/oauth-state";
import { chosenVersion, findProvider } from "@/server/accounts/provider-config";
import type { Ctx } from "@/server/context";
import { hashToken, randomToken } from "@/server/crypto/tokens";
import { oauthStates } from "@/server/db/schema/accounts";
import { uuidv7 } from "@/server/db/uuid";
import { toProductMs } from "@/server/human-time";
import { createPkce } from "@/server/platforms/oauth";
import { getAdapter } from "@/server/platforms/registry";

export interface StartOAuth {
  provider: string;
  world: OAuthWorld;
  /** Set when a known account is connected again. */
  accountId: string | null;
  userId: string;
  /** A random value that only this browser holds. */
  browser: string;
}

export type StartedOAuth = { ok: true; url: string } | { ok: false; problem: OAuthProblem };

const stateLifeMs = 10 * 60_000;

/** Begins a connection: the address of the platform's consent page, good for ten minutes and one use. */
export async function startOAuth(ctx: Ctx, input: StartOAuth): Promise<StartedOAuth> {
  const platform = Platform.safeParse(input.provider).data;
  if (!platform) return { ok: false, problem: "unknown_platform" };
  const { connect } = getAdapter(platform);
  if (connect.kind !== "oauth") return { ok: false, problem: "not_by_oauth" };

  const account = input.accountId ? await findAccountRow(ctx.db, ctx, input.accountId) : null;
  if (input.accountId && account?.platform !== platform) {
    return { ok: false, problem: "unknown_account" };
  }
  const sandbox = account?.sandbox ?? input.world === "sandbox";
  const provider = findProvider(ctx.runtime, platform, sandbox);
  if (!provider.ok) return { ok: false, problem: provider.problem };

  const state = randomToken();
  const { codeVerifier, codeChallenge } = createPkce();
  await keepState(ctx, {
    platform,
    sandbox,
    userId: input.userId,
    accountId: account?.id ?? null,
    stateHash: hashToken(state),
    secrets: { codeVerifier, browser: hashToken(input.browser) },
  });
  const url = connect.authorizeUrl(provider.authorize, {
    client: provider.client,
    state,
    codeChallenge,
    scopes: await listAskedScopes(ctx, platform, provider.extraScopes),
    ...chosenVersion(ctx.runtime, platform),
  });
  return { ok: true, url };
}

interface NewState {
  platform: Platform;
  sandbox: boolean;
  userId: string;
  accountId: string | null;
  stateHash: string;
  secrets: { codeVerifier: string; browser: string };
}

async function keepState(ctx: Ctx, { secrets, ...state }: NewState): Promise<void> {
  const id = uuidv7();
  const now = ctx.now().getTime();
  const lifeMs = toProductMs(ctx.runtime.clock, stateLifeMs);
  await ctx.db.transaction(async (tx) => {
    // A day is kept, so that a late callback is told that it is late and not that it is unknown.
    const staleBefore = new Date(now - toProductMs(ctx.runtime.clock, 24 * 3_600_000));
    await tx
      .delete(oauthStates)
      .where(
        and(eq(oauthStates.workspaceId, ctx.workspaceId), lt(oauthStates.expiresAt, staleBefore)),
      );
    await tx.insert(oauthStates).values({
      ...state,
      id,
      workspaceId: ctx.workspaceId,
      sealedVerifier: sealOAuthState(ctx.runtime, id, secrets),
      expiresAt: new Date(now + lifeMs),
    });
  });
}
