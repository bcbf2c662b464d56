import type { ConnectedPlatform, ConnectPlatform } from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { connectCredentials } from "@/server/accounts/connect-credentials";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { findProvider } from "@/server/accounts/provider-config";
import type { Ctx } from "@/server/context";
import { AppError, notFound } from "@/server/errors";
import { getAdapter } from "@/server/platforms/registry";

/**
 * What a program can do towards a connection: hand in a key, or learn the address that a person has to
 * open, in a browser that is signed in here. @throws AppError `bad_request`, `not_found`, `invalid`
 */
export async function connectPlatform(
  ctx: Ctx,
  platform: Platform,
  input: ConnectPlatform,
): Promise<ConnectedPlatform> {
  const { accountId, fields = {} } = input;
  const world = input.world ?? "real";
  if (getAdapter(platform).connect.kind === "credentials") {
    const account = accountId ? { accountId } : {};
    const connected = await connectCredentials(ctx, { platform, fields, world, ...account });
    return { connect: "credentials", ...connected };
  }
  const known = accountId ? await findAccountRow(ctx.db, ctx, accountId) : null;
  if (accountId && known?.platform !== platform) throw notFound("account");
  const sandbox = known?.sandbox ?? world === "sandbox";
  const provider = findProvider(ctx.runtime, platform, sandbox);
  if (!provider.ok) throw new AppError("bad_request", toMissing(platform, provider.missing));
  const query = new URLSearchParams({
    world: sandbox ? "sandbox" : "real",
    ...(accountId ? { account: accountId } : {}),
  });
  const path = `/api/v1/platforms/${platform}/connect`;
  return { connect: "oauth", authorizeUrl: `${ctx.runtime.env.APP_URL}${path}?${query}` };
}

function toMissing(platform: Platform, missing: readonly string[]): string {
  const { label } = catalog[platform];
  return missing.length > 0
    ? `This server has no keys for ${label} yet. Set ${missing.join(", ")}.`
    : `The sandbox has no ${label} on this server.`;
}
