import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import {
  type AccountCredentials,
  type OAuthCredentials,
  openCredentials,
} from "@/server/accounts/account-credentials";
import type { AccountRow } from "@/server/accounts/account-status";
import {
  findProvider,
  openStoredEndpoints,
  toCallContext,
} from "@/server/accounts/provider-config";
import type { Ctx } from "@/server/context";
import type {
  CallContext,
  CredentialsSpec,
  OAuthFailure,
  OAuthSpec,
} from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";

export type NewAccess =
  | { ok: true; credentials: AccountCredentials; expiresAt: Date | null; scopes: string[] }
  /** `definitive`: the grant is gone, a person must connect again. */
  | { ok: false; definitive: boolean; message: string };

/** Asks the platform for a new access in exchange for the old one. Changes nothing here. */
export async function requestRenewal(ctx: Ctx, account: AccountRow): Promise<NewAccess> {
  const platform = Platform.parse(account.platform);
  const { connect } = getAdapter(platform);
  const credentials = openCredentials(ctx.runtime, account);
  const endpoints = openStoredEndpoints(ctx.runtime, account.endpoints);
  const asking = { ctx, account, platform, call: toCallContext(ctx.runtime, platform, endpoints) };
  if (connect.kind === "oauth" && credentials?.kind === "oauth" && credentials.refreshToken) {
    return renewTokens(asking, connect, { ...credentials, refreshToken: credentials.refreshToken });
  }
  if (connect.kind === "credentials" && connect.refresh && credentials?.kind === "form") {
    return renewSession(asking, connect.refresh, credentials.values);
  }
  const message = "The access has ended and can't be renewed. Connect it again.";
  return { ok: false, definitive: true, message };
}

interface Asking {
  ctx: Ctx;
  account: AccountRow;
  platform: Platform;
  call: CallContext;
}

async function renewTokens(
  { ctx, account, platform, call }: Asking,
  connect: OAuthSpec,
  { refreshToken }: OAuthCredentials & { refreshToken: string },
): Promise<NewAccess> {
  const provider = findProvider(ctx.runtime, platform, account.sandbox);
  if (!provider.ok) {
    const what = provider.missing.join(", ") || "the sandbox";
    const message = `Not renewed: ${what} is not set up on this server.`;
    return { ok: false, definitive: false, message };
  }
  const { client } = provider;
  const result = await connect.refresh(call, { client, refreshToken, scopes: account.scopes });
  if (!result.ok) return toRefusal(account, result);
  const { tokens } = result;
  return {
    ok: true,
    credentials: {
      kind: "oauth",
      accessToken: tokens.accessToken,
      refreshToken: tokens.refreshToken ?? refreshToken,
    },
    expiresAt: tokens.expiresAt,
    scopes: tokens.scopes.length > 0 ? tokens.scopes : account.scopes,
  };
}

async function renewSession(
  { account, call }: Asking,
  refresh: NonNullable<CredentialsSpec["refresh"]>,
  values: Readonly<Record<string, string>>,
): Promise<NewAccess> {
  const result = await refresh(call, values);
  if (!result.ok) return toRefusal(account, result);
  const { credentials, expiresAt } = result;
  const { scopes } = account;
  return { ok: true, credentials: { kind: "form", values: credentials }, expiresAt, scopes };
}

function toRefusal(account: AccountRow, failure: OAuthFailure): NewAccess {
  const { label } = catalog[Platform.parse(account.platform)];
  const message = failure.definitive
    ? `${label} ended the access of ${account.handle}. Connect it again.`
    : `The access of ${account.handle} could not be renewed yet and is tried again by itself: ${failure.message}`;
  return { ok: false, definitive: failure.definitive, message };
}
