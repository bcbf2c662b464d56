import { type CyclePlan, planCycle } from "@/lib/domain/evolution/cycle";
import type { ProbationPosts } from "@/lib/domain/evolution/gate";
import { LEARNING_SETTINGS } from "@/lib/domain/evolution/settings";
import type { ChannelKnowledge } from "@/server/learning/read-channel";
import { toVersion } from "@/server/variants/read-population";

/** What a cycle would do in this channel now, and nothing done yet. */
export function planChannel(
  { channel, rows, evidence, effects, settings }: ChannelKnowledge,
  at: { now: Date; forced: boolean; random: () => number },
): CyclePlan {
  return planCycle({
    population: rows.map(toVersion),
    effects,
    newPosts: countNew({ channel, evidence }),
    probationPosts: countOnProbation({ rows, evidence }),
    now: at.now.toISOString(),
    lastBredAt: channel.bredAt?.toISOString() ?? null,
    forced: at.forced,
    settings: {
      ...LEARNING_SETTINGS,
      caution: settings.gate,
      callsPerCycle: settings.callsPerCycle,
    },
    random: at.random,
  });
}

/** Results of what went out since the one on probation was promoted; null without one. */
export function countOnProbation({
  rows,
  evidence,
}: Pick<ChannelKnowledge, "rows" | "evidence">): ProbationPosts | null {
  const leader = rows.find(({ status }) => status === "probation");
  const promotedAt = leader?.promotedAt;
  if (!promotedAt) return null;
  const since = evidence.filter(({ publishedAt }) => publishedAt >= promotedAt);
  const own = since.filter(({ observation }) => observation.promptId === leader.id);
  return { all: since.length, own: own.length };
}

/** Results since the last breeding. */
export const countNew = ({
  channel,
  evidence,
}: Pick<ChannelKnowledge, "channel" | "evidence">): number =>
  evidence.filter(({ settledAt }) => !channel.bredAt || settledAt > channel.bredAt).length;
