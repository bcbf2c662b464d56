import type { ChannelPerformance, ChannelState, PromptRef } from "@/lib/contracts/learning";
import type { LearningSettings } from "@/lib/contracts/learning-settings";
import { languageLabel } from "@/lib/domain/brief-language";
import { findLeader } from "@/lib/domain/evolution/prompt";
import { Platform } from "@/lib/platforms/platform";
import type { ChannelSummary } from "@/server/db/schema/learning";
import { toChanges } from "@/server/learning/directive-words";
import { findHold } from "@/server/learning/find-hold";
import { toRef } from "@/server/learning/to-refs";
import { type ChannelRow, type PromptRow, promptName } from "@/server/variants/read-population";

export interface AccountOfChannel {
  handle: string;
  displayName: string;
  sandbox: boolean;
}

interface Known {
  channel: ChannelRow;
  account: AccountOfChannel;
  /** At least those that compete, and the best and the worst. */
  prompts: readonly PromptRow[];
  summary: ChannelSummary | null;
  settings: LearningSettings;
  now: Date;
}

export function toPerformance(known: Known): ChannelPerformance {
  const { channel, account, prompts, summary } = known;
  const leader = findLeader(prompts) ?? prompts.find(({ id }) => id === channel.seedId);
  if (!leader) throw new Error(`channel ${channel.id} has no prompt`);
  const find = (id: string | null): PromptRef | null => {
    const row = prompts.find((each) => each.id === id);
    return row ? toRef(row) : null;
  };
  return {
    channel: {
      ...{ id: channel.id, accountId: channel.accountId, ...account },
      platform: Platform.parse(channel.platform),
      language: channel.language,
      languageLabel: languageLabel(channel.language),
    },
    totalContent: summary?.posts ?? 0,
    avgEngagement: summary && summary.views > 0 ? summary.score / summary.views : null,
    bestPrompt: find(summary?.bestId ?? null),
    worstPrompt: find(summary?.worstId ?? null),
    improvementRate: leader.id === channel.seedId ? null : (summary?.improvement ?? null),
    champion: toRef(leader),
    challengers: prompts.filter(({ status }) => status === "challenger").length,
    generation: channel.generation,
    learnt: toLearnt(known, leader),
    lineage: toLineage(prompts),
    ...toState(known),
    awaitingApproval: prompts.filter(({ awaitingSince }) => awaitingSince !== null).length,
    lastRunAt: channel.lastRunAt?.toISOString() ?? null,
  };
}

/** Against the frozen first prompt. */
function toLearnt({ channel, prompts, summary }: Known, leader: PromptRow) {
  const seed = prompts.find(({ id }) => id === channel.seedId);
  if (!seed || seed.id === leader.id) return [];
  const order = summary?.learnt ?? [];
  const place = (directive: string) => {
    const at = order.indexOf(directive);
    return at === -1 ? order.length : at;
  };
  return toChanges(seed.directives, leader.directives).toSorted(
    (a, b) => place(a.directive) - place(b.directive),
  );
}

export const LINEAGE = 40;

const toLineage = (prompts: readonly PromptRow[]) =>
  prompts
    .toSorted((a, b) => a.number - b.number)
    .slice(-LINEAGE)
    .map((row) => ({ ...toRef(row), generation: row.generation, parentIds: row.parents }));

function toState({ channel, prompts, settings, summary, now }: Known): {
  state: ChannelState;
  stateReason: string;
} {
  const hold = findHold({ channel, settings });
  if (hold) return { state: settings.enabled ? "paused" : "off", stateReason: hold.standing };
  if (channel.leaseUntil && channel.leaseUntil > now)
    return { state: "running", stateReason: "Results are being evaluated now." };
  if (!summary)
    return { state: "waiting", stateReason: "It waits for the first results of published posts." };
  const asks = prompts.find(({ awaitingSince }) => awaitingSince !== null);
  if (asks && settings.approvalRequired)
    return {
      state: "waiting",
      stateReason: `New prompts wait until somebody decides about ${promptName(asks)}.`,
    };
  if (summary.waiting)
    return { state: summary.resting ? "fruitless" : "waiting", stateReason: summary.waiting };
  return { state: "learning", stateReason: "New prompts were written and are being tried now." };
}
