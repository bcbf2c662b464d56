interface PlacedPost {
  id: string;
  accountId: string;
  at: Date;
}

const DAY_MS = 86_400_000;

/**
 * Posts that come after their account has used up what its platform allows in any 24 hours. They are
 * not counted themselves: they wait until there is room.
 */
export function findOverCap(
  posts: readonly PlacedPost[],
  capOf: (accountId: string) => number | undefined,
): { id: string; cap: number }[] {
  const counted = new Map<string, number[]>();
  const over: { id: string; cap: number }[] = [];
  for (const { id, accountId, at } of posts.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const cap = capOf(accountId);
    if (cap === undefined) continue;
    const since = at.getTime() - DAY_MS;
    const times = (counted.get(accountId) ?? []).filter((time) => time > since);
    if (times.length >= cap) over.push({ id, cap });
    else times.push(at.getTime());
    counted.set(accountId, times);
  }
  return over;
}
