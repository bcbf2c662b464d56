/** Waits this long before each further try, so that two that clashed part. */
const WAITS_MS = [0, 5, 20, 60, 150];

const UNIQUE_VIOLATION = "23505";
const DEADLOCK = "40P01";

/**
 * Tries a whole transaction again when another one was quicker: both waited for each other, or it wrote
 * the same key of this constraint. What was lost by then is nothing: it was rolled back.
 */
export async function retryClash<T>(
  { constraint, random }: { constraint?: string; random: () => number },
  attempt: () => Promise<T>,
): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!isClash(error, constraint)) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs * (0.5 + random())));
    }
  }
  return attempt();
}

function isClash(error: unknown, constraint: string | undefined): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code, constraint: broken } = at as Error & { code?: unknown; constraint?: unknown };
    if (code === DEADLOCK) return true;
    if (code === UNIQUE_VIOLATION) return constraint !== undefined && broken === constraint;
  }
  return false;
}
