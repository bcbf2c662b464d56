export interface LaneItem {
  id: string;
  /** Minutes past midnight. */
  start: number;
  minHeight: number;
  maxHeight: number;
}

export interface Lane {
  id: string;
  start: number;
  /** In minutes. */
  height: number;
  lane: number;
  lanes: number;
}

type Placed = LaneItem & { lane: number };

/** Places a day's chips: what overlaps stands side by side, what follows close by is made shorter. */
export function layOutLanes(items: readonly LaneItem[]): Lane[] {
  const sorted = items.toSorted((a, b) => a.start - b.start || a.id.localeCompare(b.id));
  const clusters: Placed[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const item of sorted) {
    const cluster = item.start >= end ? undefined : clusters.at(-1);
    if (cluster) cluster.push({ ...item, lane: freeLane(cluster, item.start) });
    else clusters.push([{ ...item, lane: 0 }]);
    end = Math.max(cluster ? end : item.start, item.start + item.minHeight);
  }
  return clusters.flatMap((cluster, index) => {
    const next = clusters[index + 1]?.[0]?.start ?? Number.POSITIVE_INFINITY;
    return finishCluster(cluster, next);
  });
}

function freeLane(cluster: readonly Placed[], start: number): number {
  const busy = new Set(
    cluster.filter((each) => each.start + each.minHeight > start).map((each) => each.lane),
  );
  let lane = 0;
  while (busy.has(lane)) lane++;
  return lane;
}

function finishCluster(cluster: readonly Placed[], nextStart: number): Lane[] {
  const lanes = 1 + Math.max(...cluster.map((each) => each.lane));
  return cluster.map(({ id, start, maxHeight, lane }) => {
    const below = cluster.filter((each) => each.lane === lane && each.start > start);
    const limit = Math.min(nextStart, ...below.map((each) => each.start));
    return { id, start, height: Math.min(maxHeight, limit - start), lane, lanes };
  });
}
