import type { OptimizerSettings } from "@/lib/contracts/optimizer-settings";
import type { Choice, Snapshot } from "@/lib/domain/bandit/algorithm";
import { choiceSentence } from "@/lib/domain/bandit/choice-words";
import { policyOf } from "@/lib/domain/bandit/policies";
import { rewardWords } from "@/lib/domain/bandit/reward-kind";
import type { optimizerDecisions } from "@/server/db/schema/results";
import type { EmptySlot, SlotChoice } from "@/server/posts/claimed-post";
import type { CheckedVariant } from "@/server/schedules/find-publishable-variants";
import { type ArmGroup, letterOf, lockProblem } from "./arm-group";
import type { Evidence } from "./evidence";
import type { StoredCandidate } from "./stored-candidates";

export type Decision = typeof optimizerDecisions.$inferInsert;

/** What one slot is decided from. */
export interface Ground {
  group: ArmGroup;
  settings: Pick<OptimizerSettings, "algorithm" | "floor" | "weights">;
  evidence: Evidence;
  snapshot: Snapshot | null;
}

type Refusal = Extract<SlotChoice, { ok: false }>;
export type Decided = Refusal | { decision: Decision; variant: CheckedVariant };

/** What a slot posts, and why: a person's pin first, then a locked variant, then the algorithm. */
export function decideSlot(
  slot: EmptySlot,
  ground: Ground,
  at: { now: Date; random: () => number },
): Decided {
  const { snapshot, settings, group } = ground;
  const seed = Math.floor(at.random() * 2 ** 32) >>> 0;
  const choice = snapshot ? policyOf(settings.algorithm).decide(snapshot, seed) : null;
  const base = toDecision(slot, ground, { choice, seed, now: at.now });
  if (slot.pinnedVariantId !== null) return decidePinned(slot, ground, base);
  if (group.locked) return decideLocked(group.locked, ground, base);
  if (!choice || !snapshot) return { ok: false, ...explainEmpty(group) };
  if (!slot.optimizerOn) return decideInTurn(snapshot, ground, base);
  const variant = findVariant(group.candidates, choice.armId);
  if (!variant) return { ok: false, ...explainEmpty(group) };
  const words = { letters: toLetters(group), unit: unitOf(ground).unit };
  const decision: Decision = {
    ...base,
    variantId: variant.variant.id,
    kind: choice.kind,
    probability: choice.propensities[choice.armId] ?? null,
    reason: choiceSentence(
      { armId: choice.armId, reason: { ...choice.reason, numbers: base.numbers } },
      words,
    ),
    wouldHaveChosen: null,
    decidedBy: null,
  };
  return { decision, variant };
}

type Base = ReturnType<typeof toDecision>;

function decidePinned(slot: EmptySlot, ground: Ground, base: Base): Decided {
  const variant = findVariant(ground.group.living, slot.pinnedVariantId ?? "");
  if (!variant) {
    const message =
      "The pinned variant is gone, rejected or not approved. Pin another, or give the choice back.";
    return { ok: false, code: "pinned_variant_gone", message };
  }
  const reason = `Chose ${letterOf(variant)} because a person pinned it`;
  return overridden(variant, ground, { ...base, reason, decidedBy: slot.overriddenBy });
}

function decideLocked(variant: CheckedVariant, ground: Ground, base: Base): Decided {
  const message = lockProblem(ground.group);
  if (message) return { ok: false, code: "no_variant", message };
  const reason = `Chose ${letterOf(variant)} because a person locked it`;
  return overridden(variant, ground, { ...base, reason, decidedBy: variant.variant.ruledBy });
}

function overridden(
  variant: CheckedVariant,
  { group }: Ground,
  { reason, ...base }: Base & { reason: string; decidedBy: string | null },
): Decided {
  const rival = findVariant(group.candidates, base.wouldHaveChosen ?? "");
  const same = rival?.variant.id === variant.variant.id;
  const other = rival && !same ? `; Bandwagon would have chosen ${letterOf(rival)}` : "";
  const decision: Decision = {
    ...base,
    variantId: variant.variant.id,
    kind: "override",
    probability: 1,
    reason: `${reason}${other}.`,
  };
  return { decision, variant };
}

/** The optimizer is off for the schedule: whatever was posted least is next. */
function decideInTurn(snapshot: Snapshot, { group }: Ground, base: Base): Decided {
  const posted = (armId: string) => {
    const belief = snapshot.beliefs.find((each) => each.armId === armId);
    return belief ? belief.posts + belief.pending : 0;
  };
  const [variant] = group.candidates.toSorted(
    (a, b) => posted(a.variant.id) - posted(b.variant.id),
  );
  if (!variant) return { ok: false, ...explainEmpty(group) };
  const decision: Decision = {
    ...base,
    variantId: variant.variant.id,
    kind: "rotation",
    probability: 1,
    reason: `It is the turn of ${letterOf(variant)}: the optimizer is off for this schedule.`,
    decidedBy: null,
  };
  return { decision, variant };
}

/** All of the row that does not depend on who decided. `wouldHaveChosen` is the algorithm's word. */
function toDecision(
  slot: EmptySlot,
  ground: Ground,
  { choice, seed, now }: { choice: Choice | null; seed: number; now: Date },
) {
  const { group, settings, snapshot } = ground;
  const candidates: StoredCandidate[] = group.candidates.map((each) => ({
    armId: each.variant.id,
    letter: letterOf(each),
  }));
  return {
    workspaceId: slot.workspaceId,
    campaignId: slot.campaignId,
    platform: slot.platform,
    postId: slot.postId,
    policy: settings.algorithm,
    version: snapshot?.version ?? 0,
    candidates,
    snapshot,
    seed,
    propensities: choice?.propensities ?? {},
    numbers: choice ? { ...choice.reason.numbers, scale: unitOf(ground).scale } : {},
    wouldHaveChosen: choice?.armId ?? null,
    decidedAt: now,
  };
}

const toLetters = ({ living }: ArmGroup): Record<string, string> =>
  Object.fromEntries(living.map((each) => [each.variant.id, letterOf(each)]));

/** A rate times the scale is in the unit. */
function unitOf({ settings, evidence }: Ground): { unit: string; scale: number } {
  const { scale, unit } = rewardWords(evidence.kind, settings.weights);
  return { unit, scale: scale * evidence.unit };
}

function explainEmpty({ living }: ArmGroup): { code: string; message: string } {
  const blocked = living.find(({ issues }) => issues.length > 0)?.issues[0]?.message;
  if (blocked) return { code: "no_variant", message: `No variant can be posted yet. ${blocked}` };
  const message = living.some(({ variant }) => variant.optimizerRule === "excluded")
    ? "Every variant that could be posted is excluded. Include one, or pin one to this slot."
    : "No variant of this campaign may be posted here yet. Write or approve one.";
  return { code: "no_variant", message };
}

const findVariant = (list: readonly CheckedVariant[], id: string) =>
  list.find(({ variant }) => variant.id === id);
