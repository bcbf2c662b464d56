import { and, eq, ne, sql } from "drizzle-orm";
import type { PlatformSetup, PlatformSetupList } from "@/lib/contracts/accounts";
import { catalog, PLATFORMS, type Platform } from "@/lib/platforms/catalog";
import { callbackUrl } from "@/server/accounts/callback-url";
import {
  isSandboxAvailable,
  missingVariables,
  readVariable,
  requiredVariables,
} from "@/server/accounts/provider-config";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { getAdapter } from "@/server/platforms/registry";

/** What each platform still needs before an account of it can be connected on this server. */
export async function listPlatformSetups(ctx: Ctx): Promise<PlatformSetupList> {
  const counts = await ctx.db
    .select({
      platform: socialAccounts.platform,
      sandbox: socialAccounts.sandbox,
      count: sql<number>`count(*)::int`,
    })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        ne(socialAccounts.status, "disconnected"),
      ),
    )
    .groupBy(socialAccounts.platform, socialAccounts.sandbox);
  const count = (platform: Platform, sandbox: boolean) =>
    counts.find((row) => row.platform === platform && row.sandbox === sandbox)?.count ?? 0;
  return {
    items: PLATFORMS.map((platform) => ({
      ...toPlatformSetup(ctx, platform),
      realAccounts: count(platform, false),
      sandbox: {
        available: isSandboxAvailable(ctx.runtime, platform),
        accounts: count(platform, true),
      },
    })),
  };
}

function toPlatformSetup(
  { runtime }: Ctx,
  platform: Platform,
): Omit<PlatformSetup, "realAccounts" | "sandbox"> {
  const entry = catalog[platform];
  const { connect } = getAdapter(platform);
  const { env } = runtime;
  const required = requiredVariables(platform);
  const missing = missingVariables(runtime, platform);
  return {
    platform,
    label: entry.label,
    noun: entry.noun,
    connect: entry.connect,
    redirectUrl: connect.kind === "oauth" ? callbackUrl(env, platform) : null,
    webhookUrl: entry.webhook ? `${env.APP_URL}/webhooks/${platform}` : null,
    variables: entry.envNames.map((name) => ({
      name,
      set: readVariable(env, name) !== null,
      required: required.includes(name),
    })),
    missing,
    ready: missing.length === 0,
    fields: connect.kind === "credentials" ? [...connect.fields] : [],
    steps: entry.setupSteps,
    reviewNote: entry.reviewNote,
    accessNote: entry.accessNote,
  };
}
