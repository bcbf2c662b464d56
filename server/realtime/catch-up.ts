/** Facts come while rows are read: after so many rounds of that, whoever follows must fetch anew. */
const mostRounds = 10;

interface Following {
  /** The last `seq` that the client has. */
  after: number;
  /** The last `seq` that its room was sent. */
  position(): number;
  /** Tells what came after one `seq` up to another, from the rows; false: not all of it is there. */
  tell(after: number, to: number): Promise<boolean>;
  /** Joins the room. Runs in the same turn in which nothing is left to tell. */
  join(seq: number, isWhole: boolean): void;
}

/**
 * Brings a client up to where its room stands and lets it in at that very moment, so that no fact is
 * lost or told twice between the rows and the live stream. One too far behind is let in at
 * once, without what it missed.
 */
export async function catchUp(
  { after, position, tell, join }: Following,
  mostBehind: number,
): Promise<void> {
  let seq = after;
  for (let round = 0; round < mostRounds; round++) {
    const to = position();
    if (seq >= to) return join(seq, true);
    if (to - seq > mostBehind) break;
    if (!(await tell(seq, to))) break;
    seq = to;
  }
  join(position(), false);
}

/** Clients that come back together ask for the same rows: they are read once. */
export function shareReads<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key) => {
    const known = running.get(key);
    if (known) return known;
    const reading = read(key).finally(() => running.delete(key));
    running.set(key, reading);
    return reading;
  };
}
