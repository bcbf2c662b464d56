import type { ChannelKnowledge } from "@/server/learning/read-channel";

interface Hold {
  standing: string;
  /** As a cycle keeps it. */
  kept: string;
}

/** Why results are taken and nothing else is done; null: nothing stands in the way. */
export function findHold({
  channel,
  settings,
}: Pick<ChannelKnowledge, "channel" | "settings">): Hold | null {
  if (!settings.enabled)
    return {
      standing:
        "The learning loop is off: results are taken, and no prompt is promoted or written.",
      kept: "The learning loop was off: no prompt was promoted or written.",
    };
  if (channel.paused) {
    const by = `by ${channel.pausedBy ?? "somebody"}`;
    return {
      standing: `Paused ${by}: results are taken, and no prompt is promoted or written.`,
      kept: `The channel had been paused ${by}: no prompt was promoted or written.`,
    };
  }
  return null;
}
