import { and, asc, eq } from "drizzle-orm";
import { type Directives, SEED_DIRECTIVES } from "@/lib/domain/evolution/directives";
import { firstChallengers } from "@/lib/domain/evolution/first-challengers";
import { renderPrompt } from "@/lib/domain/evolution/prompt";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { learningChannels, promptVersions } from "@/server/db/schema/learning";
import { uuidv7 } from "@/server/db/uuid";
import { hashInput } from "@/server/variants/hash-input";
import type { ChannelRow, PromptRow } from "@/server/variants/read-population";

export interface ChannelKey {
  accountId: string;
  platform: Platform;
  language: string;
}

const SEEDS = 2 ** 32;

/**
 * The channel of an account and a language. A new one begins with the same first prompt everywhere
 * and with challengers that open in other ways, so that its first variants differ.
 */
export async function openChannel(
  tx: Tx,
  ctx: Pick<Ctx, "workspaceId" | "runtime" | "now">,
  key: ChannelKey,
): Promise<ChannelRow> {
  const found = await findChannel(tx, ctx.workspaceId, key);
  if (found) return found;
  const now = ctx.now();
  const seed =
    (await findSeed(tx, ctx.workspaceId, key)) ?? Math.floor(ctx.runtime.random() * SEEDS);
  const channelId = uuidv7();
  const prompts = toFounders(seed, { workspaceId: ctx.workspaceId, channelId, now });
  const [first] = prompts;
  if (!first) throw new Error("a population has a first prompt");
  const [made] = await tx
    .insert(learningChannels)
    .values({
      ...{ id: channelId, workspaceId: ctx.workspaceId, ...key, seedId: first.id },
      ...{ nextNumber: prompts.length + 1, createdAt: now, updatedAt: now },
    })
    .onConflictDoNothing()
    .returning();
  if (made) {
    await tx.insert(promptVersions).values(prompts);
    return made;
  }
  // Somebody else opened it at this moment.
  const theirs = await findChannel(tx, ctx.workspaceId, key);
  if (!theirs) throw new Error("the channel was neither made nor found");
  return theirs;
}

async function findChannel(
  tx: Tx,
  workspaceId: string,
  { accountId, language }: ChannelKey,
): Promise<ChannelRow | null> {
  const [row] = await tx
    .select()
    .from(learningChannels)
    .where(
      and(
        eq(learningChannels.workspaceId, workspaceId),
        eq(learningChannels.accountId, accountId),
        eq(learningChannels.language, language),
      ),
    );
  return row ?? null;
}

/** Channels of one platform and language begin alike, so that what one posts the others learn from. */
async function findSeed(
  tx: Tx,
  workspaceId: string,
  { platform, language }: ChannelKey,
): Promise<number | null> {
  const [row] = await tx
    .select({ seed: promptVersions.seed })
    .from(learningChannels)
    .innerJoin(promptVersions, eq(promptVersions.id, learningChannels.seedId))
    .where(
      and(
        eq(learningChannels.workspaceId, workspaceId),
        eq(learningChannels.platform, platform),
        eq(learningChannels.language, language),
      ),
    )
    .orderBy(asc(learningChannels.id))
    .limit(1);
  return row?.seed ?? null;
}

interface Around {
  workspaceId: string;
  channelId: string;
  now: Date;
}

function toFounders(seed: number, around: Around): (PromptRow & { id: string })[] {
  const first = toRow(around, { number: 1, directives: SEED_DIRECTIVES, seed, parents: [] });
  const others = firstChallengers(seed).map((directives, at) =>
    toRow(around, { number: at + 2, directives, seed, parents: [first.id] }),
  );
  return [first, ...others];
}

function toRow(
  { workspaceId, channelId, now }: Around,
  made: { number: number; directives: Directives; seed: number; parents: string[] },
): PromptRow {
  const isFirst = made.parents.length === 0;
  const operator = isFirst ? "seed" : "random_mutation";
  return {
    ...{ id: uuidv7(), workspaceId, channelId, ...made, notes: [], operator, model: null },
    text: renderPrompt(made.directives),
    inputHash: hashInput({ operator, ...made }),
    generation: 0,
    status: isFirst ? "champion" : "challenger",
    why: isFirst ? null : "Differs from the first prompt at random, so that there is a choice.",
    ...{ citedPosts: [], awaitingSince: null, rejectedAt: null, retiredAt: null },
    promotedAt: isFirst ? now : null,
    createdAt: now,
  };
}
