import type { OAuthProblem } from "@/lib/contracts/accounts";
import { catalog, Platform } from "@/lib/platforms/catalog";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { type SpentState, spendOAuthState } from "@/server/accounts/oauth-state";
import { findProvider, toStoredEndpoints } from "@/server/accounts/provider-config";
import { type SavedConnection, saveAccount } from "@/server/accounts/save-account";
import type { Ctx } from "@/server/context";
import {
  type CallContext,
  type Identity,
  type OAuthSpec,
  PlatformCallError,
  type TokenSet,
} from "@/server/platforms/adapter";
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
  | { ok: true; status: "connected" | "reconnected" }
  | { ok: false; problem: OAuthProblem };

// The token endpoint's own words (RFC 6749); everything else is a platform that did not answer well.
const refusals = /^(invalid_|unauthorized_client|unsupported_|access_denied)/;

const failed = (problem: OAuthProblem) => ({ ok: false as const, problem });

/** Ends a connection: spends the state, exchanges the code, asks who it is and keeps the account. */
export async function finishOAuth(ctx: Ctx, input: FinishOAuth): Promise<FinishedOAuth> {
  const platform = Platform.safeParse(input.provider).data;
  if (!platform) return failed("unknown_platform");
  const { connect } = getAdapter(platform);
  if (connect.kind !== "oauth") return failed("not_by_oauth");
  if (!input.state) return failed("unknown_state");

  const spent = await spendOAuthState(ctx, { ...input, state: input.state });
  if (!spent.ok) return spent;
  if (input.error) return failed(input.error === "access_denied" ? "denied" : "platform_refused");
  if (!input.code) return failed("platform_refused");
  return connectWithCode(ctx, { platform, connect, spent, code: input.code });
}

interface Grant {
  platform: Platform;
  connect: OAuthSpec;
  spent: SpentState;
  code: string;
}

async function connectWithCode(ctx: Ctx, grant: Grant): Promise<FinishedOAuth> {
  const { platform, connect, spent } = grant;
  const provider = findProvider(ctx.runtime, platform, spent.sandbox);
  if (!provider.ok) return failed(provider.problem);
  const { client, endpoints } = provider;
  const call: CallContext = { endpoints, http: ctx.runtime.egress, now: ctx.now };
  const { code } = grant;
  const result = await connect.exchange(call, { client, code, codeVerifier: spent.codeVerifier });
  if (!result.ok) {
    ctx.log.warn({ platform, reason: result.code, message: result.message }, "code not exchanged");
    const isRefused = result.definitive || refusals.test(result.code);
    return failed(isRefused ? "exchange_failed" : "platform_unreachable");
  }
  const { tokens } = result;
  if (lacksScopes(platform, tokens)) return failed("missing_scopes");
  const identities = await identify(ctx, connect, { ...call, accessToken: tokens.accessToken });
  if (!identities) return failed("platform_unreachable");
  return keepAccounts(ctx, grant, {
    identities,
    tokens,
    endpoints: toStoredEndpoints(ctx.runtime, endpoints, spent.sandbox),
  });
}

/** People may untick what was asked for; half an account would look connected and fail later. */
function lacksScopes(platform: Platform, tokens: TokenSet): boolean {
  if (tokens.scopes.length === 0) return false;
  return catalog[platform].scopes.some((scope) => !tokens.scopes.includes(scope));
}

async function identify(
  ctx: Ctx,
  connect: OAuthSpec,
  session: CallContext & { accessToken: string },
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
  identities: Identity[];
  tokens: TokenSet;
  endpoints: Record<string, string>;
}

async function keepAccounts(ctx: Ctx, grant: Grant, found: Found): Promise<FinishedOAuth> {
  const { platform, spent } = grant;
  const chosen = await chooseIdentities(ctx, spent, found.identities);
  if (chosen === null) return failed("other_identity");
  if (chosen.length === 0) return failed("no_account");
  const { tokens } = found;
  const saved: SavedConnection[] = [];
  for (const identity of chosen) {
    const connection = await saveAccount(ctx, {
      platform,
      sandbox: spent.sandbox,
      identity,
      credentials: {
        kind: "oauth",
        accessToken: tokens.accessToken,
        refreshToken: tokens.refreshToken,
      },
      scopes: tokens.scopes.length > 0 ? tokens.scopes : catalog[platform].scopes,
      expiresAt: tokens.expiresAt,
      endpoints: found.endpoints,
      details: {},
    });
    saved.push(connection);
  }
  const isNew = saved.some((each) => each.isNew);
  return { ok: true, status: isNew ? "connected" : "reconnected" };
}

/** Null when another account was chosen than the one that is being connected again. */
async function chooseIdentities(
  ctx: Ctx,
  spent: SpentState,
  identities: Identity[],
): Promise<Identity[] | null> {
  if (!spent.accountId) return identities;
  const account = await findAccountRow(ctx.db, ctx, spent.accountId);
  const same = identities.filter((each) => each.externalId === account?.externalId);
  return same.length > 0 ? same : null;
}
