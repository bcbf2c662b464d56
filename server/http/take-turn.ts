import { AppError } from "@/server/errors";

const AT_ONCE = 4;
const MOST_WAITING = 60;

const waiting: (() => void)[] = [];
let busy = 0;

/**
 * Large bodies are worked on a few at a time: they share the memory and the connections with
 * everybody else. @throws AppError `unavailable` where too many wait.
 */
export async function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy < AT_ONCE) busy += 1;
  else await wait();
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // Whoever comes next has the place at once, so that nobody slips in between.
    if (next) next();
    else busy -= 1;
  }
}

async function wait(): Promise<void> {
  if (waiting.length >= MOST_WAITING) {
    throw new AppError(
      "unavailable",
      "Too many large requests are being worked on. Send it again in a second.",
      { retryAfterSeconds: 1 },
    );
  }
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
  });
}
