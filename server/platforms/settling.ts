import type { Pending } from "@/lib/domain/publish-outcome";
import type { CallContext } from "./adapter";

/** On the wire: what was sent has arrived by then, or never will, and its platform shows it. */
const SETTLE_MS = 60_000;
const LOOK_AGAIN_MS = 30_000;

/** What was sent may still be on its way, so that its absence proves nothing at first. Null: by now it does. */
export function whileSettling(
  { now, toProductMs = (realMs) => realMs }: CallContext,
  sentAt: string,
  /** Who would show it: "X", "the site". */
  shownBy: string,
): Pending | null {
  const left = toProductMs(SETTLE_MS) - (now().getTime() - Date.parse(sentAt));
  if (left <= 0) return null;
  const checkAfterMs = Math.min(toProductMs(LOOK_AGAIN_MS), left);
  return { kind: "pending", checkAfterMs, note: `Waiting until ${shownBy} would show the post` };
}
