import type { PromptEvidence, PromptNode } from "@/lib/contracts/learning";
import { CREDITED_ABOVE } from "@/lib/domain/edit-share";
import { DIRECTIVE_KEYS, DIRECTIVES } from "@/lib/domain/evolution/directives";
import { compare, type Effects } from "@/lib/domain/evolution/effects";
import { findRival } from "@/lib/domain/evolution/find-rival";
import { findLeader } from "@/lib/domain/evolution/prompt";
import { levelLabel, toChanges } from "@/server/learning/directive-words";
import { toEstimate } from "@/server/learning/summarise";
import { toRef } from "@/server/learning/to-refs";
import type { EvidencePost } from "@/server/variants/read-evidence";
import type { PromptRow } from "@/server/variants/read-population";

export interface FamilyFacts {
  rows: readonly PromptRow[];
  seedId: string;
  evidence: readonly EvidencePost[];
  effects: Effects;
  /** How many variants each prompt wrote, and how many posts of them are out. */
  variants: ReadonlyMap<string, number>;
  posts: ReadonlyMap<string, number>;
}

export function toPromptNode(row: PromptRow, family: FamilyFacts): PromptNode {
  const { rows, effects, evidence } = family;
  const leader = findLeader(rows);
  const seed = rows.find(({ id }) => id === family.seedId);
  const parents = row.parents.flatMap((id) => rows.find((each) => each.id === id) ?? []);
  const known = evidence.length > 0;
  const lift = known && seed && seed.id !== row.id ? compare(effects, row, seed) : null;
  const against = known && leader && leader.id !== row.id ? compare(effects, row, leader) : null;
  const rival = known ? findRival(row, rows) : null;
  return {
    ...toRef(row),
    ...{ operator: row.operator, generation: row.generation, notes: row.notes, text: row.text },
    ...{ why: row.why, citedPosts: row.citedPosts, model: row.model, seed: row.seed },
    parents: parents.map(toRef),
    directives: DIRECTIVE_KEYS.map((key) => ({
      ...{ directive: key, directiveLabel: DIRECTIVES[key].label },
      ...{ level: row.directives[key], levelLabel: levelLabel(key, row.directives[key]) },
    })),
    changes: parents.map((parent) => ({
      parent: toRef(parent),
      changes: toChanges(parent.directives, row.directives),
    })),
    evidence: toEvidence(row.id, family),
    lift: lift && toEstimate(lift),
    pBetter: against?.pBetter ?? null,
    gain: against && toEstimate(against),
    over: rival && { prompt: toRef(rival), lift: toEstimate(compare(effects, row, rival)) },
    awaitingSince: row.awaitingSince?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    promotedAt: row.promotedAt?.toISOString() ?? null,
    retiredAt: row.retiredAt?.toISOString() ?? null,
    can: whatCan(row, rows),
  };
}

/** What the verbs would allow: one promotion at a time is on probation. */
export function whatCan(row: PromptRow, rows: readonly PromptRow[]): PromptNode["can"] {
  const onProbation = rows.some(({ status }) => status === "probation");
  const competes = row.status === "challenger";
  return {
    promote: competes && !onProbation,
    reject: competes,
    rollback: row.status === "archived" || (row.status === "champion" && onProbation),
  };
}

function toEvidence(id: string, { evidence, variants, posts }: FamilyFacts): PromptEvidence {
  const own = evidence.filter(({ promptVersionId }) => promptVersionId === id);
  const views = own.reduce((sum, post) => sum + post.views, 0);
  const score = own.reduce((sum, post) => sum + post.score, 0);
  return {
    variants: variants.get(id) ?? 0,
    posts: posts.get(id) ?? 0,
    settledPosts: own.length,
    views,
    engagementRate: views > 0 ? score / views : null,
    humanEdited: own.filter(({ editShare }) => editShare > CREDITED_ABOVE).length,
  };
}
