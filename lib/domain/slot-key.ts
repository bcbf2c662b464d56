/**
 * Names one post for good. The slot is where the cadence first put it, so that moving the post
 * never makes a second one.
 */
export function idempotencyKey(campaignId: string, accountId: string, originalSlot: Date): string {
  return `${campaignId}:${accountId}:${originalSlot.toISOString()}`;
}

/** The same for a post that a request asked for, and no schedule. */
export const publicationSlotKey = (publicationId: string, accountId: string, slot: Date): string =>
  `publication:${publicationId}:${accountId}:${slot.toISOString()}`;
