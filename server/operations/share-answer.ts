/**
 * One answer for all who ask within `ms`, and one question at a time: who polls without an end costs
 * no more than who asks once, and a database that hangs is not asked again and again.
 */
export function shareAnswer<Q, A>(ms: number, load: (question: Q) => Promise<A>) {
  let shared: { at: number; answer: Promise<A>; isOver: boolean } | null = null;
  return (question: Q, realNow: number): Promise<A> => {
    if (shared && (!shared.isOver || realNow - shared.at < ms)) return shared.answer;
    const entry = { at: realNow, answer: load(question), isOver: false };
    shared = entry;
    const end = () => {
      entry.isOver = true;
    };
    entry.answer.then(end, end);
    return entry.answer;
  };
}

export class TooSlowError extends Error {}

/** @throws TooSlowError when the answer is not there in time. */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlowError(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
