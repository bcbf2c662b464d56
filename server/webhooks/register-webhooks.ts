import { and, eq, ne, sql } from "drizzle-orm";
import { Platform } from "@/lib/platforms/platform";
import { oauthVariable } from "@/server/accounts/callback-url";
import { openAccountSession } from "@/server/accounts/open-session";
import {
  openStoredEndpoints,
  readVariable,
  toCallContext,
} from "@/server/accounts/provider-config";
import { readSandboxApps } from "@/server/accounts/sandbox-apps";
import { ownWebhookSecret } from "@/server/accounts/webhook-keys";
import { socialAccounts } from "@/server/db/schema/accounts";
import { getAdapter } from "@/server/platforms/registry";
import type { SubscribeResult } from "@/server/platforms/webhook-spec";
import type { Runtime } from "@/server/runtime";
import { isLookDue } from "@/server/webhooks/due-looks";
import { webhookUrl } from "@/server/webhooks/webhook-url";

const hourMs = 3_600_000;
const renewBeforeMs = 24 * hourMs;
const checkEveryMs = 7 * 24 * hourMs;
const leaseMs = 10 * 60_000;
const retryAfterMs = hourMs;
// What only a change of settings can mend is looked for, but not every hour.
const refusedAfterMs = 24 * hourMs;

/**
 * Asks the platform to tell us of events. Best effort and safe to repeat: without webhooks the
 * scheduled readings still find every number. It asks the platform only when it is time, and
 * notes when the next time is: the scheduler rings then. Never throws; true when the platform took it.
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
  const account = await claimLook(runtime, accountId);
  if (!account) return false;
  const platform = Platform.parse(account.platform);
  const { webhook } = getAdapter(platform);
  const now = runtime.clock.now();
  if (!webhook?.subscribe) return false;
  const { sandbox } = account;
  const endpoints = openStoredEndpoints(runtime, account.endpoints);
  const context = toCallContext(runtime, platform, endpoints);
  const opened = await openAccountSession(runtime, accountId);
  const done = await webhook.subscribe(context, {
    externalAccountId: account.externalId,
    callbackUrl: webhookUrl(runtime.env, platform, sandbox),
    secret: ownWebhookSecret(runtime.env, platform, sandbox),
    ...readApp(runtime, platform, sandbox),
    accessToken: opened.ok ? opened.session.accessToken || null : null,
    details: account.details,
  });
  if (!done.ok)
    runtime.log.info({ accountId, reason: done.reason }, "no webhooks for this account");
  await planNextLook(runtime, accountId, toNextLook(done, now));
  return done.ok;
}

/** What the app itself is known by and may do. */
function readApp(runtime: Runtime, platform: Platform, sandbox: boolean) {
  if (sandbox) {
    const app = readSandboxApps(runtime)?.[platform];
    return { appId: app?.clientId ?? null, appToken: app?.bearerToken ?? null };
  }
  const read = (part: string) => readVariable(runtime.env, oauthVariable(platform, part));
  return { appId: read("APP_ID"), appToken: read("BEARER_TOKEN") };
}

function toNextLook(done: SubscribeResult, now: Date): Date {
  if (!done.ok) {
    return new Date(now.getTime() + (done.isPassing ? retryAfterMs : refusedAfterMs));
  }
  if (!done.until) return new Date(now.getTime() + checkEveryMs);
  const renewAt = done.until.getTime() - renewBeforeMs;
  return new Date(Math.max(renewAt, now.getTime() + retryAfterMs));
}

/** Moved ahead before the call: the scheduler and a connection may ring for one account at once. */
async function claimLook({ database, clock }: Runtime, accountId: string) {
  const now = clock.now();
  const facts = JSON.stringify({ webhooksNextAt: new Date(now.getTime() + leaseMs).toISOString() });
  const [account] = await database.db
    .update(socialAccounts)
    .set({ details: sql`${socialAccounts.details} || ${facts}::jsonb` })
    .where(
      and(
        eq(socialAccounts.id, accountId),
        ne(socialAccounts.status, "disconnected"),
        isLookDue(now),
      ),
    )
    .returning();
  return account ?? null;
}

async function planNextLook({ database }: Runtime, accountId: string, next: Date): Promise<void> {
  const facts = JSON.stringify({ webhooksNextAt: next.toISOString() });
  await database.db
    .update(socialAccounts)
    .set({ details: sql`${socialAccounts.details} || ${facts}::jsonb` })
    .where(eq(socialAccounts.id, accountId));
}
