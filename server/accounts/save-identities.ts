import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { findEndpoints, toStoredEndpoints } from "@/server/accounts/provider-config";
import { saveAccount } from "@/server/accounts/save-account";
import type { Ctx } from "@/server/context";
import type { Identity, TokenSet } from "@/server/platforms/adapter";

/** What one consent gave: the accounts it reaches and the access to them. */
export interface Grant {
  /** The platform whose consent page it was. */
  platform: Platform;
  sandbox: boolean;
  tokens: TokenSet;
}

export const platformOf = (grant: Pick<Grant, "platform">, identity: Identity): Platform =>
  identity.platform ?? grant.platform;

/** Revoking it at the platform would end other accounts of the same consent too. */
const sharesGrant = (grant: Grant, identity: Identity) =>
  identity.tokens !== undefined || platformOf(grant, identity) !== grant.platform;

export interface SavedIdentities {
  status: "connected" | "reconnected";
  count: number;
}

/** Keeps each account with the tokens that are its own, or else with the grant's. */
export async function saveIdentities(
  ctx: Ctx,
  grant: Grant,
  identities: readonly Identity[],
): Promise<SavedIdentities> {
  const { sandbox } = grant;
  let isNew = false;
  for (const identity of identities) {
    const platform = platformOf(grant, identity);
    const tokens = identity.tokens ?? grant.tokens;
    const { scopes } = grant.tokens;
    const saved = await saveAccount(ctx, {
      platform,
      sandbox,
      identity,
      credentials: {
        kind: "oauth",
        accessToken: tokens.accessToken,
        refreshToken: tokens.refreshToken,
      },
      scopes: scopes.length > 0 ? scopes : catalog[platform].scopes,
      expiresAt: tokens.expiresAt,
      endpoints: toStoredEndpoints(
        ctx.runtime,
        findEndpoints(ctx.runtime, platform, sandbox),
        sandbox,
      ),
      details: { sharesGrant: sharesGrant(grant, identity) },
      isWhole: identity.tokens !== undefined,
    });
    isNew ||= saved.isNew;
  }
  return { status: isNew ? "connected" : "reconnected", count: identities.length };
}
