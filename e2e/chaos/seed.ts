import { asc, desc, eq } from "drizzle-orm";
import { connectCredentials } from "@/server/accounts/connect-credentials";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import type { SandboxProfile } from "@/server/platforms/fixtures/connect-sandbox";
import type { ServedSandbox } from "@/server/platforms/fixtures/serve-sandbox";
import type { Runtime } from "@/server/runtime";
import { createSchedule } from "@/server/schedules/create-schedule";
import { openBrowser } from "@/server/testing/sandbox-world";
import { addWorkspace, contextFor } from "@/server/testing/world";

const BATCH = 500;
const HOUR_MS = 3_600_000;

export interface Seeded {
  workspaceId: string;
  /** Accounts whose posts all say something else. */
  accountIds: string[];
  /** Repeats itself on a cadence, on a platform that lets it. */
  cadenceAccountId: string;
}

/** Connects the sandbox's people and plans posts on them, spread over a stretch of product time. */
export async function seed(
  runtime: Runtime,
  served: ServedSandbox,
  { count, from, overMs }: { count: number; from: Date; overMs: number },
): Promise<Seeded> {
  const { workspaceId, userId } = await addWorkspace(runtime, "Chaos");
  const ctx = contextFor(runtime, workspaceId, userId, "owner");
  const accounts = await connectAll(ctx, served);
  const [cadence, ...others] = accounts.toReversed();
  if (!cadence) throw new Error("The sandbox has nobody");
  await planOnce(ctx, others, { count, from, overMs });
  await planCadence(ctx, cadence.id);
  return { workspaceId, accountIds: others.map(({ id }) => id), cadenceAccountId: cadence.id };
}

interface Account {
  id: string;
  platform: string;
}

/** Those of a platform that forgets what it got come first, of an idempotent one last. */
async function connectAll(ctx: Ctx, served: ServedSandbox): Promise<Account[]> {
  const { workspaceId } = ctx;
  const browser = await openBrowser(ctx.runtime, { userId: ctx.actor.id ?? "", workspaceId });
  for (const { username } of await listPeople(served, "x")) await browser.connect("x", username);
  for (const person of await listPeople(served, "bluesky")) {
    await connectCredentials(ctx, {
      platform: "bluesky",
      world: "sandbox",
      fields: { identifier: person.username, appPassword: person.password ?? "" },
    });
  }
  return ctx.db
    .select({ id: socialAccounts.id, platform: socialAccounts.platform })
    .from(socialAccounts)
    .where(eq(socialAccounts.workspaceId, workspaceId))
    .orderBy(desc(socialAccounts.platform), asc(socialAccounts.id));
}

const listPeople = async (served: ServedSandbox, platform: string) =>
  (await served.control<{ accounts: SandboxProfile[] }>(`accounts?platform=${platform}`)).accounts;

async function planOnce(
  { db, workspaceId }: Ctx,
  accounts: readonly Account[],
  { count, from, overMs }: { count: number; from: Date; overMs: number },
): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => {
    const { id, platform } = accounts[i % accounts.length] ?? { id: "", platform: "" };
    const at = new Date(from.getTime() + Math.floor((i / count) * overMs));
    return {
      workspaceId,
      accountId: id,
      platform,
      ...{ slotAt: at, dueAt: at, nextAt: at },
      deadlineAt: new Date(at.getTime() + 6 * HOUR_MS),
      status: "queued" as const,
      idempotencyKey: `chaos:${i}`,
      content: { format: null, title: null, text: `Note ${i} of the run`, media: [], options: {} },
      contentHash: `chaos:${i}`,
    };
  });
  for (let at = 0; at < rows.length; at += BATCH) {
    await db.insert(posts).values(rows.slice(at, at + BATCH));
  }
}

/** Every five minutes on the clock of a zone that changes its clock during the run. */
async function planCadence(ctx: Ctx, accountId: string): Promise<void> {
  const [campaign] = await ctx.db
    .insert(campaigns)
    .values({
      workspaceId: ctx.workspaceId,
      name: "Around the clock change",
      brief: "Say hello every five minutes.",
      objective: "engagement",
      platforms: ["bluesky"],
      brand: { tone: "", bannedWords: [], maxLength: null },
      variantsPerPlatform: 2,
      status: "active",
    })
    .returning({ id: campaigns.id });
  if (!campaign) throw new Error("nothing was inserted");
  await ctx.db.insert(variants).values(
    [0, 1].map((ordinal) => ({
      ...{ workspaceId: ctx.workspaceId, campaignId: campaign.id, platform: "bluesky", ordinal },
      ...{
        label: `Hello ${ordinal}`,
        text: `Hello for the ${ordinal}th time`,
        source: "person" as const,
      },
      contentHash: `hello:${ordinal}`,
    })),
  );
  await createSchedule(ctx, {
    campaignId: campaign.id,
    accountIds: [accountId],
    when: { kind: "cron", cron: "*/5 * * * *" },
    timeZone: "Europe/Berlin",
  });
}
