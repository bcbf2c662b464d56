import type { ChannelKnowledge } from "@/server/learning/read-channel";

/** Why results are taken and nothing else is done; null: nothing stands in the way. */
export function findHold({
  channel,
  settings,
}: Pick<ChannelKnowledge, "channel" | "settings">): string | null {
  if (!settings.enabled)
    return "The learning loop is off: results are taken, and no prompt is promoted or written.";
  if (channel.paused)
    return `Paused by ${channel.pausedBy ?? "somebody"}: results are taken, and no prompt is promoted or written.`;
  return null;
}
