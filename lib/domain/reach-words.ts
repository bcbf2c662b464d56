/** Whom a message would reach: only who agreed to get any. */
export function describeReach(reachable: number): string {
  if (reachable === 0) return "Nobody has agreed to get messages yet, so this reaches nobody.";
  const people = reachable === 1 ? "1 contact" : `${reachable.toLocaleString("en-GB")} contacts`;
  return `Reaches ${people} who agreed to get messages.`;
}
