import { eq, sql } from "drizzle-orm";
import { Platform } from "@/lib/platforms/platform";
import { openAccountSession } from "@/server/accounts/open-session";
import { openStoredEndpoints, toCallContext } from "@/server/accounts/provider-config";
import { readSandboxApps } from "@/server/accounts/sandbox-apps";
import { ownWebhookSecret } from "@/server/accounts/webhook-keys";
import { socialAccounts } from "@/server/db/schema/accounts";
import { type SubscribeResult, subscribers } from "@/server/platforms/subscribers";
import type { Runtime } from "@/server/runtime";
import { webhookUrl } from "@/server/webhooks/webhook-url";

const hourMs = 3_600_000;
const renewBeforeMs = 24 * hourMs;
const checkEveryMs = 7 * 24 * hourMs;
const retryAfterMs = hourMs;

/**
 * Asks the platform to tell us of events. Best effort and safe to repeat: without webhooks the
 * scheduled readings still find every number. Subscriptions run out, so it is called again and again
 * and asks the platform only when it is time. Never throws; true when the platform took it.
 */
export async function registerWebhooks(runtime: Runtime, accountId: string): Promise<boolean> {
  const log = runtime.log.child({ accountId });
  try {
    return await register(runtime, accountId);
  } catch (error) {
    log.warn({ err: error }, "webhooks could not be registered");
    await planNextLook(runtime, accountId, new Date(runtime.clock.now().getTime() + retryAfterMs));
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
  if (!subscribe || nextLook(account.details) > now.getTime()) return false;
  const { sandbox } = account;
  const appToken = sandbox ? (readSandboxApps(runtime)?.[platform]?.bearerToken ?? null) : null;
  const endpoints = openStoredEndpoints(runtime, account.endpoints);
  const context = toCallContext(runtime, platform, endpoints);
  const opened = await openAccountSession(runtime, accountId);
  const done = await subscribe(context, {
    externalAccountId: account.externalId,
    callbackUrl: webhookUrl(runtime.env, platform, sandbox),
    secret: ownWebhookSecret(runtime.env, platform, sandbox),
    appToken,
    accessToken: opened.ok ? opened.session.accessToken || null : null,
    details: account.details,
    sandbox,
  });
  if (!done.ok)
    runtime.log.info({ accountId, reason: done.reason }, "no webhooks for this account");
  await planNextLook(runtime, accountId, toNextLook(done, now));
  return done.ok;
}

function toNextLook(done: SubscribeResult, now: Date): Date {
  if (!done.ok) return new Date(now.getTime() + retryAfterMs);
  if (!done.until) return new Date(now.getTime() + checkEveryMs);
  return new Date(done.until.getTime() - renewBeforeMs);
}

async function planNextLook({ database }: Runtime, accountId: string, next: Date): Promise<void> {
  const facts = JSON.stringify({ webhooksNextAt: next.toISOString() });
  await database.db
    .update(socialAccounts)
    .set({ details: sql`${socialAccounts.details} || ${facts}::jsonb` })
    .where(eq(socialAccounts.id, accountId));
}

function nextLook(details: Record<string, unknown>): number {
  const at = details.webhooksNextAt;
  return typeof at === "string" ? Date.parse(at) : 0;
}
