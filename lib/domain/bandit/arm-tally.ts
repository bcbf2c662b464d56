import type { PostEvidence } from "./algorithm";

/** A campaign's posts, counted by arm; arms have the index of their id. */
export interface ArmTally {
  armIds: string[];
  /** Of each post. */
  armOf: Int32Array;
  posts: Float64Array;
  pending: Float64Array;
  exposure: Float64Array;
  successes: Float64Array;
  /** Sum over posts of successes per exposure. */
  rateSum: Float64Array;
  /** Of all arms together; pending posts are none. */
  total: { posts: number; exposure: number; successes: number };
}

/** The candidates first, in their order, then whatever other arm has posts. */
export function tallyArms(candidates: readonly string[], posts: readonly PostEvidence[]): ArmTally {
  const indexes = new Map(candidates.map((armId, i) => [armId, i]));
  const armOf = Int32Array.from(posts, ({ armId }) => {
    const index = indexes.get(armId) ?? indexes.size;
    if (index === indexes.size) indexes.set(armId, index);
    return index;
  });
  const zeros = () => new Float64Array(indexes.size);
  const tally: ArmTally = {
    ...{ armIds: [...indexes.keys()], armOf, posts: zeros(), pending: zeros() },
    ...{ exposure: zeros(), successes: zeros(), rateSum: zeros() },
    total: { posts: 0, exposure: 0, successes: 0 },
  };
  for (let i = 0; i < posts.length; i++) {
    const post = posts[i];
    if (post) count(tally, armOf[i] ?? 0, post);
  }
  return tally;
}

function count(tally: ArmTally, arm: number, { exposure, successes }: PostEvidence): void {
  if (exposure <= 0) {
    add(tally.pending, arm, 1);
    return;
  }
  add(tally.posts, arm, 1);
  add(tally.exposure, arm, exposure);
  add(tally.successes, arm, successes);
  add(tally.rateSum, arm, successes / exposure);
  tally.total.posts += 1;
  tally.total.exposure += exposure;
  tally.total.successes += successes;
}

export function add(values: Float64Array, i: number, value: number): void {
  values[i] = (values[i] ?? 0) + value;
}
