import { withPending } from "@/lib/domain/bandit/beliefs";
import { fillOptions } from "@/lib/domain/check-options";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
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
import { toArmGroup } from "./arm-group";
import { type Decision, decideSlot, type Ground } from "./decide-slot";
import { toDecisionSteps } from "./decision-steps";
import { summariseScope } from "./judge-scope";
import {
  knowEvidence,
  type LockedState,
  lockStates,
  stateKey,
  toStateSteps,
  withPendingPost,
} from "./known-evidence";
import type { JudgedScope } from "./read-evidence";
import { scopeKey } from "./read-window";

/**
 * Says what each slot posts, and why. The state row of each campaign and platform is locked, so that
 * two processes never decide on the same numbers.
 */
export const chooseVariants: ChooseVariants = async (tx, slots, at) => {
  const states = await lockStates(tx, slots, at.now);
  const scopes = toScopes(slots, states);
  const variants = await listCheckedVariants(
    tx,
    [...states.values()].map(({ campaign }) => campaign),
  );
  const evidence = await knowEvidence(tx, scopes, states, at.now);
  const grounds = new Map<string, Ground & { scope: JudgedScope }>();
  for (const scope of scopes) {
    const found = evidence.get(scopeKey(scope));
    const state = states.get(stateKey(scope));
    if (!found || !state) continue;
    const { needed, settings } = state;
    const group = toArmGroup(variants.filter(isOf(scope)), needed);
    const snapshot = group.candidates.length > 0 ? summariseScope(group, found, settings) : null;
    grounds.set(scopeKey(scope), { scope, group, settings, evidence: found, snapshot });
  }
  const chosen: ChosenSlots = { choices: new Map(), facts: [], steps: [] };
  const decisions: Decision[] = [];
  for (const slot of slots) {
    const ground = grounds.get(scopeKey(slot));
    if (!ground) continue;
    const decided = decideSlot(slot, ground, at);
    if ("ok" in decided) {
      chosen.choices.set(slot.postId, decided);
      continue;
    }
    decisions.push(decided.decision);
    chosen.choices.set(slot.postId, toContent(decided.variant));
    countPending(ground, decided.variant.variant.id);
    chosen.facts.push(toFact(slot, decided.decision));
  }
  const all = [...grounds.values()].map(({ scope, evidence, settings }) => ({
    ...{ scope, evidence, algorithm: settings.algorithm },
  }));
  chosen.steps.push(...toDecisionSteps(decisions), ...toStateSteps(all, states, at.now));
  return chosen;
};

/** One for each campaign, platform and world that these slots are of. */
function toScopes(
  slots: readonly EmptySlot[],
  states: ReadonlyMap<string, LockedState>,
): JudgedScope[] {
  const scopes = new Map<string, JudgedScope>();
  for (const slot of slots) {
    const found = states.get(stateKey(slot));
    if (!found) continue;
    const { workspaceId, campaignId, platform, sandbox } = slot;
    const judged = { goal: found.campaign.objective, weights: found.settings.weights };
    scopes.set(scopeKey(slot), { workspaceId, campaignId, platform, sandbox, ...judged });
  }
  return [...scopes.values()];
}

const isOf =
  ({ campaignId, platform }: JudgedScope) =>
  ({ variant }: CheckedVariant): boolean =>
    variant.campaignId === campaignId && variant.platform === platform;

/** The next slot of the same batch, and of the next, must know what this one took. */
function countPending(ground: Ground, variantId: string): void {
  ground.evidence = withPendingPost(ground.evidence, variantId);
  if (ground.snapshot) ground.snapshot = withPending(ground.snapshot, variantId);
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
