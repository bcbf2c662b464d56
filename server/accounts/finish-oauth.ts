import type { OAuthProblem } from "@/lib/contracts/accounts";
import { Platform } from "@/lib/platforms/platform";
import { keepChoice } from "@/server/accounts/account-choice";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { listMissingScopes } from "@/server/accounts/missing-scopes";
import { type SpentState, spendOAuthState } from "@/server/accounts/oauth-state";
import { findProvider, toCallContext } from "@/server/accounts/provider-config";
import {
  type Grant,
  platformOf,
  type SavedIdentities,
  saveIdentities,
} from "@/server/accounts/save-identities";
import type { Ctx } from "@/server/context";
import { type Identity, type OAuthSpec, PlatformCallError } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";

export interface FinishOAuth {
  provider: string;
  state: string | null;
  code: string | null;
  /** What the platform says went wrong on its side. */
  error: string | null;
  userId: string;
  browser: string | null;
}

export type FinishedOAuth =
  | ({ ok: true; platform: Platform } & SavedIdentities)
  /** Several accounts: the token of a choice that a person has to make. */
  | { ok: true; platform: Platform; choice: string }
  | { ok: false; problem: OAuthProblem; platform?: Platform };

// The token endpoint's own words (RFC 6749); everything else is a platform that did not answer well.
const refusals = /^(invalid_|unauthorized_client|unsupported_|access_denied)/;

const failed = (problem: OAuthProblem) => ({ ok: false as const, problem });

/**
 * Ends a connection: spends the state, exchanges the code, asks who it is and keeps the account, or
 * what there is to choose from.
 */
export async function finishOAuth(ctx: Ctx, input: FinishOAuth): Promise<FinishedOAuth> {
  if (!Platform.safeParse(input.provider).success) return failed("unknown_platform");
  if (!input.state) return failed("unknown_state");
  const spent = await spendOAuthState(ctx, { ...input, state: input.state });
  if (!spent.ok) return spent;
  const { platform } = spent;
  if (input.error) {
    return { ...failed(input.error === "access_denied" ? "denied" : "platform_refused"), platform };
  }
  if (!input.code) return { ...failed("platform_refused"), platform };
  const connected = await connectWithCode(ctx, { ...input, spent, code: input.code });
  return { platform, ...connected };
}

type Returned = FinishOAuth & { spent: SpentState; code: string };

async function connectWithCode(ctx: Ctx, returned: Returned): Promise<FinishedOAuth> {
  const { spent, code } = returned;
  const { platform, sandbox } = spent;
  const { connect } = getAdapter(platform);
  if (connect.kind !== "oauth") return failed("not_by_oauth");
  const provider = findProvider(ctx.runtime, platform, sandbox);
  if (!provider.ok) return failed(provider.problem);
  const { client, endpoints } = provider;
  const call = toCallContext(ctx.runtime, platform, endpoints);
  const result = await connect.exchange(call, { client, code, codeVerifier: spent.codeVerifier });
  if (!result.ok) {
    ctx.log.warn({ platform, reason: result.code, message: result.message }, "code not exchanged");
    const isRefused = result.definitive || refusals.test(result.code);
    return failed(isRefused ? "exchange_failed" : "platform_unreachable");
  }
  const { tokens } = result;
  // People may untick what was asked for; half an account would look connected and fail later.
  if (listMissingScopes(platform, tokens.scopes).length > 0) return failed("missing_scopes");
  const { accessToken, expiresAt } = tokens;
  const identities = await identify(ctx, connect, { ...call, accessToken, expiresAt });
  if (!identities) return failed("platform_unreachable");
  return keepAccounts(ctx, returned, { grant: { platform, sandbox, tokens }, identities });
}

async function identify(
  ctx: Ctx,
  connect: OAuthSpec,
  session: Parameters<OAuthSpec["identify"]>[0],
): Promise<Identity[] | null> {
  try {
    return await connect.identify(session);
  } catch (error) {
    if (!(error instanceof PlatformCallError)) throw error;
    ctx.log.warn({ reason: error.code, message: error.message }, "account not identified");
    return null;
  }
}

interface Found {
  grant: Grant;
  identities: Identity[];
}

async function keepAccounts(ctx: Ctx, returned: Returned, found: Found): Promise<FinishedOAuth> {
  const { grant } = found;
  const { platform } = grant;
  // Of the other platforms that one consent reaches, only what it grants in full.
  const identities = found.identities.filter(
    (each) => listMissingScopes(platformOf(grant, each), grant.tokens.scopes).length === 0,
  );
  const { accountId } = returned.spent;
  if (identities.length === 0) return failed("no_account");
  if (accountId) {
    const account = await findAccountRow(ctx.db, ctx, accountId);
    const same = identities.find(
      (each) =>
        platformOf(grant, each) === account?.platform && each.externalId === account.externalId,
    );
    if (!same) return failed("other_identity");
    return { ok: true, platform, ...(await saveIdentities(ctx, grant, [same])) };
  }
  if (identities.length === 1 || !returned.browser) {
    return { ok: true, platform, ...(await saveIdentities(ctx, grant, identities)) };
  }
  const { userId, browser } = returned;
  return {
    ok: true,
    platform,
    choice: await keepChoice(ctx, { grant, identities, userId, browser }),
  };
}
