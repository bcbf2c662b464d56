import { inArray } from "drizzle-orm";
import { armLetter } from "@/lib/domain/arm-letter";
import type { ArmStats, Choice } from "@/lib/domain/bandit/policy";
import { reasonSentence } from "@/lib/domain/bandit/reason";
import { fillOptions } from "@/lib/domain/check-options";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import { readApprovalRule } from "@/server/campaigns/approval-rule";
import { campaigns } from "@/server/db/schema/campaigns";
import type { optimizerDecisions } from "@/server/db/schema/results";
import type {
  ChooseVariants,
  ChosenSlots,
  EmptySlot,
  SlotChoice,
} from "@/server/posts/claimed-post";
import {
  type CheckedVariant,
  listCheckedVariants,
} from "@/server/schedules/find-publishable-variants";
import { type Earned, earnedKey, lockStates, readEarned, storeStates } from "./known-arms";
import { optimizerPolicy as policy } from "./policy";
import { emptyArm, toArmStats } from "./read-arm-stats";
import { storeDecisions } from "./store-decisions";

type Campaign = typeof campaigns.$inferSelect;
export type Decision = typeof optimizerDecisions.$inferInsert;

export interface ArmView extends ArmStats {
  letter: string;
  index: number | null;
  probability: number;
}

interface Group {
  campaign: Campaign;
  platform: string;
  candidates: CheckedVariant[];
  /** All living variants: a person may pin one that the policy would not take. */
  variants: CheckedVariant[];
  earned: Earned;
  arms: ArmStats[];
}

/**
 * Says what each slot posts, and writes down why. The state row of each campaign and platform is
 * locked, so that two processes never decide on the same numbers.
 */
export const chooseVariants: ChooseVariants = async (tx, slots, at) => {
  const ids = [...new Set(slots.map((slot) => slot.campaignId))];
  const rows = await tx.select().from(campaigns).where(inArray(campaigns.id, ids));
  const approvals = await readApprovalRule(tx, ids);
  const by = { policy: policy.name, now: at.now };
  const states = await lockStates(tx, slots, by);
  const variants = await listCheckedVariants(tx, rows);
  const earned = await readEarned(tx, slots, states, at.now);
  const groups = new Map<string, Group>();
  const chosen: ChosenSlots = { choices: new Map(), facts: [] };
  const decisions: Decision[] = [];
  for (const slot of slots) {
    const key = earnedKey(slot);
    const group =
      groups.get(key) ?? openGroup(slot, { rows, variants, approvals, earned: earned.get(key) });
    if (!group) continue;
    groups.set(key, group);
    const decided = decide(slot, group, at);
    if ("ok" in decided) {
      chosen.choices.set(slot.postId, decided);
      continue;
    }
    decisions.push(decided.decision);
    chosen.choices.set(slot.postId, toContent(decided.variant));
    countPending(group, decided.variant.variant.id);
    chosen.facts.push(toFact(slot, decided.decision));
  }
  await storeDecisions(tx, decisions);
  await storeStates(
    tx,
    [...groups.values()].map(({ earned }) => earned),
    states,
    by,
  );
  return chosen;
};

interface Known {
  rows: Campaign[];
  variants: CheckedVariant[];
  approvals: ReadonlyMap<string, boolean>;
  earned: Earned | undefined;
}

function openGroup(slot: EmptySlot, known: Known): Group | null {
  const campaign = known.rows.find((row) => row.id === slot.campaignId);
  if (!campaign || !known.earned) return null;
  const { platform } = slot;
  const needsApproval = known.approvals.get(campaign.id) ?? true;
  const variants = known.variants.filter(
    ({ variant, approved, rejected }) =>
      variant.campaignId === campaign.id &&
      variant.platform === platform &&
      !rejected &&
      (approved || !needsApproval),
  );
  const candidates = variants.filter(({ issues }) => issues.length === 0);
  const group = { campaign, platform, candidates, variants, earned: known.earned };
  return { ...group, arms: toArms(group) };
}

const toArms = ({ campaign, candidates, earned }: Omit<Group, "arms">): ArmStats[] =>
  toArmStats(
    candidates.map(({ variant }) => variant.id),
    earned.rows,
    campaign.objective,
  );

function decide(
  slot: EmptySlot,
  group: Group,
  at: { now: Date; random: () => number },
): Extract<SlotChoice, { ok: false }> | { decision: Decision; variant: CheckedVariant } {
  const choice = group.arms.length > 0 ? policy.choose(group.arms, at.random()) : null;
  if (slot.pinnedVariantId !== null) return decidePinned(slot, group, choice, at.now);
  if (!choice) return { ok: false, ...explainEmpty(group) };
  const rotated = slot.optimizerOn ? null : findLeastPosted(group.arms);
  const armId = rotated?.armId ?? choice.armId;
  const variant = findVariant(group.candidates, armId);
  if (!variant) return { ok: false, ...explainEmpty(group) };
  const reason = rotated
    ? `It is the turn of ${letterOf(variant)}: the optimizer is off for this schedule.`
    : reasonSentence(choice, toLetters(group), group.campaign.objective);
  const decision: Decision = {
    ...toDecision(slot, group, choice, at.now),
    variantId: variant.variant.id,
    kind: rotated ? "rotation" : choice.kind,
    probability: rotated ? 1 : (choice.probabilities[armId] ?? null),
    reason,
    wouldHaveChosen: rotated ? choice.armId : null,
  };
  return { decision, variant };
}

function decidePinned(slot: EmptySlot, group: Group, choice: Choice | null, now: Date) {
  const variant = findVariant(group.variants, slot.pinnedVariantId ?? "");
  if (!variant) {
    const message =
      "The pinned variant is gone, rejected or not approved. Pin another, or give the choice back.";
    return { ok: false as const, code: "pinned_variant_gone", message };
  }
  const rival = choice ? findVariant(group.candidates, choice.armId) : undefined;
  const same = rival?.variant.id === variant.variant.id;
  const other = rival && !same ? `; Bandwagon would have chosen ${letterOf(rival)}` : "";
  const decision: Decision = {
    ...toDecision(slot, group, choice, now),
    variantId: variant.variant.id,
    kind: "override",
    probability: 1,
    reason: `Chose ${letterOf(variant)} because a person pinned it${other}.`,
    wouldHaveChosen: choice?.armId ?? null,
    decidedBy: slot.overriddenBy,
  };
  return { decision, variant };
}

function toDecision(slot: EmptySlot, group: Group, choice: Choice | null, now: Date) {
  return {
    workspaceId: slot.workspaceId,
    campaignId: group.campaign.id,
    platform: group.platform,
    postId: slot.postId,
    policy: policy.name,
    candidates: toArmViews(group, choice),
    numbers: choice?.reason.numbers ?? {},
    decidedAt: now,
  };
}

function toArmViews(group: Group, choice: Choice | null): ArmView[] {
  const letters = toLetters(group);
  return group.arms.map((arm) => ({
    ...arm,
    letter: letters[arm.armId] ?? "?",
    index: choice?.indexes[arm.armId] ?? null,
    probability: choice?.probabilities[arm.armId] ?? 0,
  }));
}

function explainEmpty(group: Group): { code: string; message: string } {
  const blocked = group.variants[0]?.issues[0]?.message;
  const message = blocked
    ? `No variant can be posted yet. ${blocked}`
    : "No variant of this campaign may be posted here yet. Write or approve one.";
  return { code: "no_variant", message };
}

const findLeastPosted = (arms: ArmStats[]): ArmStats | null =>
  arms.toSorted((a, b) => a.posts + a.pending - (b.posts + b.pending))[0] ?? null;

const findVariant = (list: CheckedVariant[], id: string) =>
  list.find(({ variant }) => variant.id === id);

const letterOf = ({ variant }: CheckedVariant) => armLetter(variant.ordinal);

const toLetters = (group: Group): Record<string, string> =>
  Object.fromEntries(group.variants.map((item) => [item.variant.id, letterOf(item)]));

/** The next slot of the same batch, and of the next, must know what this one took. */
function countPending(group: Group, variantId: string): void {
  const { campaignId, platform, rows } = group.earned;
  const row = rows.get(variantId) ?? emptyArm({ campaignId, platform, variantId });
  rows.set(variantId, { ...row, pending: row.pending + 1 });
  group.arms = toArms(group);
}

function toContent({ variant }: CheckedVariant): SlotChoice {
  const { title, text, media } = variant;
  const format = findFormat(catalog[variant.platform as Platform], variant.format);
  const options = fillOptions(format.options, variant.options);
  const content = { format: format.key, title, text, media, options };
  return { ok: true, variantId: variant.id, content, contentHash: variant.contentHash };
}

function toFact(slot: EmptySlot, decision: Decision): ChosenSlots["facts"][number] {
  const { postId, campaignId, platform, workspaceId } = slot;
  const data = { postId, campaignId, platform, variantId: decision.variantId, kind: decision.kind };
  return { workspaceId, event: { name: "optimizer.chose", data } };
}
