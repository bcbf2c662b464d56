import { eq, sql } from "drizzle-orm";
import { Platform } from "@/lib/platforms/catalog";
import { openStoredEndpoints } from "@/server/accounts/provider-config";
import { socialAccounts } from "@/server/db/schema/accounts";
import { subscribers } from "@/server/platforms/subscribers";
import type { Runtime } from "@/server/runtime";
import { ownWebhookSecret, secretPurpose } from "@/server/webhooks/list-webhook-secrets";
import { readSandboxApps } from "@/server/webhooks/sandbox-apps";
import { webhookUrl } from "@/server/webhooks/webhook-url";

const renewWithinMs = 24 * 3_600_000;

/**
 * Asks the platform to tell us of events. Best effort and safe to repeat: without webhooks the
 * scheduled readings still find every number. Never throws; true when the platform took it.
 */
export async function registerWebhooks(runtime: Runtime, accountId: string): Promise<boolean> {
  const log = runtime.log.child({ accountId });
  try {
    return await register(runtime, accountId);
  } catch (error) {
    log.warn({ err: error }, "webhooks could not be registered");
    return false;
  }
}

async function register(runtime: Runtime, accountId: string): Promise<boolean> {
  const { db } = runtime.database;
  const [account] = await db.select().from(socialAccounts).where(eq(socialAccounts.id, accountId));
  if (!account || account.status === "disconnected") return false;
  const platform = Platform.parse(account.platform);
  const subscribe = subscribers[platform];
  const now = runtime.clock.now();
  if (!subscribe || lastsUntil(account.details) > now.getTime() + renewWithinMs) return false;
  const { sandbox } = account;
  const appToken = sandbox ? (readSandboxApps(runtime)?.[platform]?.bearerToken ?? null) : null;
  const context = {
    endpoints: openStoredEndpoints(runtime, account.endpoints),
    http: runtime.egress,
    now: () => runtime.clock.now(),
  };
  const done = await subscribe(context, {
    externalAccountId: account.externalId,
    callbackUrl: webhookUrl(runtime.env, platform, sandbox),
    secret: ownWebhookSecret(runtime.env, secretPurpose(platform, sandbox)),
    appToken,
    sandbox,
  });
  if (!done.ok) {
    runtime.log.info({ accountId, reason: done.reason }, "no webhooks for this account");
    return false;
  }
  const facts = JSON.stringify({ webhooksUntil: done.until?.toISOString() ?? null });
  await db
    .update(socialAccounts)
    .set({ details: sql`${socialAccounts.details} || ${facts}::jsonb` })
    .where(eq(socialAccounts.id, accountId));
  return true;
}

function lastsUntil(details: Record<string, unknown>): number {
  const until = details.webhooksUntil;
  return typeof until === "string" ? Date.parse(until) : 0;
}
