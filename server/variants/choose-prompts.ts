import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { detectLanguage } from "@/lib/domain/brief-language";
import { allocate } from "@/lib/domain/evolution/allocate";
import type { Directives } from "@/lib/domain/evolution/directives";
import { fitEffects } from "@/lib/domain/evolution/effects";
import { findLeader } from "@/lib/domain/evolution/prompt";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { schedules } from "@/server/db/schema/posts";
import { openChannel } from "@/server/variants/open-channel";
import { readEvidence } from "@/server/variants/read-evidence";
import { readLearningSettings } from "@/server/variants/read-learning-settings";
import {
  type ChannelRow,
  type PromptRow,
  promptName,
  readPopulation,
} from "@/server/variants/read-population";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

/** The prompt that writes one variant. */
export interface ChosenPrompt {
  id: string;
  name: string;
  directives: Directives;
  text: string;
}

interface Order {
  campaignId: string;
  platform: Platform;
  brief: string;
  count: number;
}

/**
 * For each variant the prompt that writes it, of the channels that the campaign posts to in turn.
 * Empty where no account is connected that could post it: then there is nobody to learn from.
 */
export async function choosePrompts(ctx: Ctx, order: Order): Promise<ChosenPrompt[]> {
  const accounts = await listAccounts(ctx, order);
  if (accounts.length === 0) return [];
  const settings = await readLearningSettings(ctx.db, ctx.workspaceId);
  const language = detectLanguage(order.brief);
  const first = Math.floor(ctx.runtime.random() * accounts.length);
  const pickers = new Map<string, () => PromptRow | null>();
  const chosen: ChosenPrompt[] = [];
  for (let nth = 0; nth < order.count; nth++) {
    const accountId = accounts[(first + nth) % accounts.length];
    if (!accountId) continue;
    const pick =
      pickers.get(accountId) ??
      (await openPicker(ctx, { accountId, platform: order.platform, language }, settings.enabled));
    pickers.set(accountId, pick);
    const row = pick();
    if (!row) continue;
    chosen.push({
      ...{ id: row.id, name: promptName(row) },
      ...{ directives: row.directives, text: row.text },
    });
  }
  return chosen;
}

/** Where the campaign is posted; before it has a schedule, wherever it could be. */
async function listAccounts(ctx: Ctx, order: Order): Promise<string[]> {
  const own = and(
    eq(socialAccounts.workspaceId, ctx.workspaceId),
    eq(socialAccounts.platform, order.platform),
    ne(socialAccounts.status, "disconnected"),
  );
  const scheduled = await ctx.db
    .selectDistinct({ id: socialAccounts.id })
    .from(schedules)
    .innerJoin(socialAccounts, eq(socialAccounts.id, schedules.accountId))
    .where(
      and(
        own,
        eq(schedules.workspaceId, ctx.workspaceId),
        eq(schedules.campaignId, order.campaignId),
        isNull(schedules.deletedAt),
      ),
    )
    .orderBy(asc(socialAccounts.id));
  if (scheduled.length > 0) return scheduled.map(({ id }) => id);
  const sandbox = await isSandboxShown(ctx, await getWorkspace(ctx));
  const connected = await ctx.db
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(and(own, eq(socialAccounts.sandbox, sandbox)))
    .orderBy(asc(socialAccounts.id));
  return connected.map(({ id }) => id);
}

type Key = Parameters<typeof openChannel>[2];

/** Draws by the policy; where the loop stands still, the leader writes everything. */
async function openPicker(ctx: Ctx, key: Key, enabled: boolean): Promise<() => PromptRow | null> {
  const channel: ChannelRow = await ctx.db.transaction((tx) => openChannel(tx, ctx, key));
  const population = await readPopulation(ctx.db, channel);
  if (!enabled || channel.paused) return () => findLeader(population);
  const evidence = await readEvidence(ctx, channel.id);
  const effects = fitEffects(evidence.map(({ observation }) => observation));
  return () => {
    const chosen = allocate(population, effects, ctx.runtime.random);
    return population.find(({ id }) => id === chosen?.promptId) ?? null;
  };
}
