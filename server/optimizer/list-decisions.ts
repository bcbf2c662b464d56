import { and, desc, eq, lt, or, type SQL } from "drizzle-orm";
import type { DecisionPage, DecisionsQuery, DecisionView } from "@/lib/contracts/optimizer";
import { armLetter } from "@/lib/domain/arm-letter";
import type { Platform } from "@/lib/platforms/platform";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { optimizerDecisions } from "@/server/db/schema/results";
import { users } from "@/server/db/schema/users";
import { invalidField } from "@/server/errors";
import { shownKind } from "./shown-kind";
import { toStoredCandidates } from "./stored-candidates";

/** Newest first. */
export async function listDecisions(ctx: Ctx, query: DecisionsQuery): Promise<DecisionPage> {
  await requireCampaign(ctx.db, ctx.workspaceId, query.campaignId);
  return readDecisions(ctx.db, ctx.workspaceId, query);
}

/** A page of decisions whose campaign is known to be the workspace's. */
export async function readDecisions(
  reader: Reader,
  workspaceId: string,
  query: DecisionsQuery,
): Promise<DecisionPage> {
  const rows = await reader
    .select({
      decision: optimizerDecisions,
      ordinal: variants.ordinal,
      label: variants.label,
      overrideNote: posts.overrideNote,
      person: users.name,
    })
    .from(optimizerDecisions)
    .innerJoin(posts, eq(posts.id, optimizerDecisions.postId))
    .leftJoin(variants, eq(variants.id, optimizerDecisions.variantId))
    .leftJoin(users, eq(users.id, optimizerDecisions.decidedBy))
    .where(
      and(
        eq(optimizerDecisions.workspaceId, workspaceId),
        eq(optimizerDecisions.campaignId, query.campaignId),
        query.platform ? eq(optimizerDecisions.platform, query.platform) : undefined,
        query.cursor ? isBefore(query.cursor) : undefined,
      ),
    )
    .orderBy(desc(optimizerDecisions.decidedAt), desc(optimizerDecisions.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1)?.decision;
  const more = rows.length > query.limit && last;
  const letters = await readLetters(reader, query.campaignId);
  return {
    items: page.map((row) => toDecisionView(row, letters)),
    nextCursor: more ? `${last.decidedAt.toISOString()}_${last.id}` : null,
  };
}

function isBefore(cursor: string): SQL | undefined {
  const [time = "", id = ""] = cursor.split("_");
  const at = new Date(time);
  if (Number.isNaN(at.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw invalidField("cursor", "This cursor is not one of ours. Start from the first page.");
  }
  const same = and(eq(optimizerDecisions.decidedAt, at), lt(optimizerDecisions.id, id));
  return or(lt(optimizerDecisions.decidedAt, at), same);
}

async function readLetters(reader: Reader, campaignId: string): Promise<Map<string, string>> {
  const rows = await reader
    .select({ id: variants.id, ordinal: variants.ordinal })
    .from(variants)
    .where(eq(variants.campaignId, campaignId));
  return new Map(rows.map((row) => [row.id, armLetter(row.ordinal)]));
}

interface DecisionRow {
  decision: typeof optimizerDecisions.$inferSelect;
  ordinal: number | null;
  label: string | null;
  overrideNote: string | null;
  person: string | null;
}

function toDecisionView(row: DecisionRow, letters: ReadonlyMap<string, string>): DecisionView {
  const { decision } = row;
  const byPerson = decision.kind === "override";
  return {
    id: decision.id,
    postId: decision.postId,
    platform: decision.platform as Platform,
    at: decision.decidedAt.toISOString(),
    kind: shownKind(decision),
    letter: row.ordinal === null ? null : armLetter(row.ordinal),
    label: row.label,
    reason: decision.reason,
    who: byPerson ? (row.person ?? "A person") : "Bandwagon",
    byPerson,
    overrideNote: byPerson ? row.overrideNote : null,
    wouldHaveChosen: letters.get(decision.wouldHaveChosen ?? "") ?? null,
    probability: decision.probability,
    numbers: decision.numbers,
    algorithm: decision.policy,
    version: decision.version,
    seed: decision.seed,
    canReplay: decision.snapshot !== null && decision.seed !== null,
    candidates: toStoredCandidates(decision).map(({ armId, letter, share }) => ({
      ...{ variantId: armId, letter, share },
    })),
  };
}
