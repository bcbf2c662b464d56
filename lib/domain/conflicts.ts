interface PlacedPost {
  id: string;
  accountId: string;
  at: Date;
}

interface Conflict {
  a: string;
  b: string;
  gapMinutes: number;
}

const MINUTE_MS = 60_000;

/** Pairs of posts on one account that are closer than the gap, earlier post first. */
export function findConflicts(posts: PlacedPost[], minGapMinutes = 15): Conflict[] {
  const sorted = posts.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const recent = new Map<string, PlacedPost[]>();
  const conflicts: Conflict[] = [];
  for (const post of sorted) {
    const near = (recent.get(post.accountId) ?? []).filter(
      (earlier) => gapMinutes(earlier, post) < minGapMinutes,
    );
    for (const earlier of near) {
      conflicts.push({ a: earlier.id, b: post.id, gapMinutes: gapMinutes(earlier, post) });
    }
    recent.set(post.accountId, [...near, post]);
  }
  return conflicts;
}

function gapMinutes(earlier: PlacedPost, later: PlacedPost): number {
  return (later.at.getTime() - earlier.at.getTime()) / MINUTE_MS;
}
