/**
 * Names one post for good. The slot is where the cadence first put it, so that moving the post
 * never makes a second one.
 */
export function idempotencyKey(campaignId: string, accountId: string, originalSlot: Date): string {
  return `${campaignId}:${accountId}:${originalSlot.toISOString()}`;
}
