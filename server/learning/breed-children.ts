import { and, eq, inArray, isNull } from "drizzle-orm";
import type { BreedOrder } from "@/lib/domain/evolution/breed";
import { evidenceOf, type ToldPost } from "@/lib/domain/evolution/evidence";
import { findEndpoint } from "@/server/ai/endpoint";
import type { Ctx } from "@/server/context";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import type { ChannelKnowledge } from "@/server/learning/read-channel";
import { openRoleModel } from "@/server/learning/roles/ask-role";
import { type Child, makeChild } from "@/server/learning/roles/make-child";
import { promptName } from "@/server/variants/read-population";

/** Makes the children that a plan ordered, within the budget of model calls. No transaction is open. */
export async function breedChildren(
  ctx: Ctx,
  { channel, rows, evidence, effects, settings }: ChannelKnowledge,
  orders: readonly BreedOrder[],
): Promise<{ children: Child[]; calls: number }> {
  if (orders.length === 0) return { children: [], calls: 0 };
  const budget = settings.callsPerCycle;
  // The sample writer writes posts and nothing else.
  const isModel = findEndpoint(ctx.runtime.env)?.mode === "model";
  const model = isModel && budget > 0 ? openRoleModel(ctx.runtime, budget) : null;
  const texts = await readTexts(
    ctx,
    evidence.map(({ postId }) => postId),
  );
  const told = evidence.map(
    ({ postId, observation }): ToldPost => ({
      ...{ postId, observation },
      text: texts.get(postId) ?? null,
    }),
  );
  const names = new Map(rows.map((row) => [row.id, promptName(row)]));
  const bannedWords = await readBannedWords(ctx);
  const children: Child[] = [];
  for (const order of orders) {
    const child = await makeChild(model, order, {
      // What is made in this cycle must differ as well.
      prompts: [...rows, ...children.map((each, at) => ({ ...each, id: `new-${at}` }))],
      nameOf: (id) => names.get(id) ?? `P${channel.nextNumber}`,
      ...{ effects, evidence: evidenceOf(effects, told), bannedWords },
    });
    children.push(child);
  }
  return { children, calls: model?.calls() ?? 0 };
}

async function readTexts(ctx: Ctx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: posts.id, content: posts.content, text: variants.text })
    .from(posts)
    .leftJoin(variants, eq(variants.id, posts.variantId))
    .where(and(eq(posts.workspaceId, ctx.workspaceId), inArray(posts.id, ids)));
  return new Map(rows.map(({ id, content, text }) => [id, content?.text ?? text ?? ""]));
}

const MOST_WORDS = 200;

/** No campaign of the workspace may be told to use what another one forbids. */
async function readBannedWords(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .select({ brand: campaigns.brand })
    .from(campaigns)
    .where(and(eq(campaigns.workspaceId, ctx.workspaceId), isNull(campaigns.deletedAt)));
  return [...new Set(rows.flatMap(({ brand }) => brand.bannedWords))].slice(0, MOST_WORDS);
}
