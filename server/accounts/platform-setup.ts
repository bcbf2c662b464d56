import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type {
  PlatformHealth,
  PlatformSetup,
  PlatformSetupList,
  WebhookTally,
} from "@/lib/contracts/accounts";
import { toApiSunset } from "@/lib/domain/api-sunset";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS, type Platform } from "@/lib/platforms/platform";
import { callbackUrl } from "@/server/accounts/callback-url";
import { listSandboxProfiles, toSandboxProfiles } from "@/server/accounts/list-sandbox-profiles";
import {
  isSandboxAvailable,
  missingVariables,
  readVariable,
  requiredVariables,
} from "@/server/accounts/provider-config";
import { verifyTokenOf } from "@/server/accounts/webhook-keys";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { providerHealth } from "@/server/db/schema/facts";
import { webhookCounts } from "@/server/db/schema/results";
import type { Circuit } from "@/server/limits/circuit";
import type { CredentialField } from "@/server/platforms/adapter";
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
  const hasForms = PLATFORMS.some(
    (platform) => fieldsOf(platform).length > 0 && isSandboxAvailable(ctx.runtime, platform),
  );
  const circuits = await ctx.db.select().from(providerHealth);
  const health = (platform: Platform, sandbox: boolean) =>
    toHealth(circuits.find((row) => row.platform === platform && row.sandbox === sandbox));
  const tallies = await ctx.db.select().from(webhookCounts);
  const tally = (platform: Platform, sandbox: boolean) =>
    toTally(tallies.find((row) => row.platform === platform && row.sandbox === sandbox));
  const profiles =
    hasForms && ctx.actor.scopes.has("accounts:write")
      ? await listSandboxProfiles(ctx.runtime)
      : [];
  const sites = await listSites(ctx);
  return {
    items: PLATFORMS.map((platform) => ({
      ...toPlatformSetup(ctx, platform),
      siteWebhooks: sites.filter((site) => site.platform === platform).map(toSiteWebhook(ctx)),
      health: { real: health(platform, false), sandbox: health(platform, true) },
      webhooks: { real: tally(platform, false), sandbox: tally(platform, true) },
      realAccounts: count(platform, false),
      sandbox: {
        available: isSandboxAvailable(ctx.runtime, platform),
        accounts: count(platform, true),
        profiles: toSandboxProfiles(profiles, platform, fieldsOf(platform)),
      },
    })),
  };
}

/** Connected sites that call us with a secret of their own, each at its own address. */
async function listSites({ db, workspaceId }: Ctx) {
  const calling = PLATFORMS.filter((platform) => hasSites(platform));
  const { id, platform, displayName } = socialAccounts;
  return db
    .select({ id, platform, displayName })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.sandbox, false),
        ne(socialAccounts.status, "disconnected"),
        inArray(socialAccounts.platform, calling),
      ),
    )
    .orderBy(socialAccounts.createdAt, id);
}

const hasSites = (platform: Platform) =>
  Boolean(catalog[platform].webhook) && catalog[platform].connect === "credentials";

const toSiteWebhook =
  ({ runtime }: Ctx) =>
  ({ id, platform, displayName }: Awaited<ReturnType<typeof listSites>>[number]) => ({
    accountId: id,
    name: displayName,
    url: `${runtime.env.APP_URL}/webhooks/${platform}/${id}`,
  });

function fieldsOf(platform: Platform): CredentialField[] {
  const { connect } = getAdapter(platform);
  return connect.kind === "credentials" ? [...connect.fields] : [];
}

function toPlatformSetup(
  { runtime, actor, now }: Ctx,
  platform: Platform,
): Omit<PlatformSetup, "realAccounts" | "sandbox" | "health" | "webhooks" | "siteWebhooks"> {
  const entry = catalog[platform];
  const { connect, webhook } = getAdapter(platform);
  const needsToken = webhook?.hasVerifyToken && actor.scopes.has("accounts:write");
  const { env } = runtime;
  const { apiVersion } = entry;
  const required = requiredVariables(platform);
  const missing = missingVariables(runtime, platform);
  return {
    platform,
    label: entry.label,
    noun: entry.noun,
    connect: entry.connect,
    redirectUrl: connect.kind === "oauth" ? callbackUrl(env, platform) : null,
    webhookUrl: entry.webhook && !hasSites(platform) ? `${env.APP_URL}/webhooks/${platform}` : null,
    verifyToken: needsToken ? verifyTokenOf(env, platform, false) : null,
    variables: entry.envNames.map((name) => ({
      name,
      set: readVariable(env, name) !== null,
      required: required.includes(name),
    })),
    missing,
    ready: missing.length === 0,
    fields: fieldsOf(platform),
    steps: entry.setupSteps,
    reviewNote: entry.reviewNote,
    accessNote: entry.accessNote,
    apiVersion: apiVersion && {
      envName: apiVersion.envName,
      ...toApiSunset(apiVersion, readVariable(env, apiVersion.envName), now()),
    },
  };
}

function toTally(counts: typeof webhookCounts.$inferSelect | undefined): WebhookTally {
  return {
    received: counts?.received ?? 0,
    refused: counts?.refused ?? 0,
    unknown: counts?.unknown ?? 0,
    lastReceivedAt: counts?.lastReceivedAt?.toISOString() ?? null,
  };
}

function toHealth(circuit: Circuit | undefined): PlatformHealth {
  const states = { closed: "working", open: "resting", half_open: "probing" } as const;
  const state = states[circuit?.state ?? "closed"];
  return {
    state,
    since: state === "working" ? null : (circuit?.openedAt?.toISOString() ?? null),
    until: state === "working" ? null : (circuit?.nextProbeAt?.toISOString() ?? null),
    lastError: circuit?.lastError ?? null,
    lastErrorAt: circuit?.lastErrorAt?.toISOString() ?? null,
  };
}
