import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { Id, IsoDate } from "@/lib/contracts/common";
import type { DecisionPage, DecisionsQuery, DecisionView } from "@/lib/contracts/optimizer";
import { armLetter } from "@/lib/domain/arm-letter";
import type { Platform } from "@/lib/platforms/platform";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import type { Reader } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { optimizerDecisions } from "@/server/db/schema/results";
import { users } from "@/server/db/schema/users";
import { shownKind } from "./shown-kind";
import { toStoredCandidates } from "./stored-candidates";

const cursor = createCursor(z.tuple([IsoDate, Id]));

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
  const after = cursor.read(query.cursor);
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
        after ? isBefore(...after) : undefined,
      ),
    )
    .orderBy(desc(optimizerDecisions.decidedAt), desc(optimizerDecisions.id))
    .limit(query.limit + 1);
  const { page, end } = cutPage(rows, query.limit);
  const letters = await readLetters(reader, query.campaignId);
  return {
    items: page.map((row) => toDecisionView(row, letters)),
    nextCursor: end && cursor.write([end.decision.decidedAt.toISOString(), end.decision.id]),
  };
}

const isBefore = (at: string, id: string): SQL =>
  sql`(${optimizerDecisions.decidedAt}, ${optimizerDecisions.id}) < (${at}::timestamptz, ${id}::uuid)`;

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
