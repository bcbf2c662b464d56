import type { Ctx } from "@/server/context";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import type { ServedSandbox } from "@/server/platforms/fixtures/serve-sandbox";
import type { Runtime } from "@/server/runtime";
import { createSchedule } from "@/server/schedules/create-schedule";
import { type Crowd, type CrowdAccount, connectCrowd } from "@/server/testing/crowd";

const BATCH = 500;
// A slow machine is late, and that is no finding: only what is late for good reasons fails.
const DEADLINE_MS = 24 * 3_600_000;
// Its client chooses the key of each post, so that what says the same can be told apart.
const CADENCE_PLATFORM = "bluesky";

interface Plan {
  count: number;
  /** When the first is due, once all is connected. */
  from: (now: Date) => Date;
  overMs: number;
  crowd: Crowd;
}

/**
 * Connects the sandbox's people and plans posts on them, spread over a stretch of product time; one
 * account repeats itself on a cadence instead. Returns when the last is due.
 */
export async function seed(runtime: Runtime, served: ServedSandbox, plan: Plan): Promise<Date> {
  const accounts = await connectCrowd(runtime, served, plan.crowd);
  const cadence = accounts.find(({ platform }) => platform === CADENCE_PLATFORM);
  if (!cadence) throw new Error(`The sandbox has nobody on ${CADENCE_PLATFORM}.`);
  const others = accounts.filter((account) => account !== cadence);
  const from = plan.from(runtime.clock.now());
  await planOnce(runtime, others, { ...plan, from });
  await planCadence(cadence.ctx, cadence.id);
  return new Date(from.getTime() + plan.overMs);
}

async function planOnce(
  { database: { db } }: Runtime,
  accounts: readonly CrowdAccount[],
  { count, from, overMs }: { count: number; from: Date; overMs: number },
): Promise<void> {
  const rows = Array.from({ length: count }, (_, i) => {
    const account = accounts[i % accounts.length];
    if (!account) throw new Error("Nobody is left to post anything.");
    const at = new Date(from.getTime() + Math.floor((i / count) * overMs));
    return {
      workspaceId: account.ctx.workspaceId,
      accountId: account.id,
      platform: account.platform,
      ...{ slotAt: at, dueAt: at, nextAt: at },
      deadlineAt: new Date(at.getTime() + DEADLINE_MS),
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
      platforms: [CADENCE_PLATFORM],
      brand: { tone: "", bannedWords: [], maxLength: null },
      variantsPerPlatform: 2,
      status: "active",
    })
    .returning({ id: campaigns.id });
  if (!campaign) throw new Error("nothing was inserted");
  await ctx.db.insert(variants).values(
    [0, 1].map((ordinal) => ({
      ...{
        workspaceId: ctx.workspaceId,
        campaignId: campaign.id,
        platform: CADENCE_PLATFORM,
        ordinal,
      },
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
