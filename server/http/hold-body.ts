import { AppError } from "@/server/errors";
import { clientKeyOf } from "@/server/http/client-address";

const MIB = 1024 * 1024;
/** What callers send before it is known who they are: all of them together, and from one address. */
const MOST_BYTES = 64 * MIB;
const MOST_OF_ONE = 32 * MIB;

const held = new Map<string, number>();
let heldBytes = 0;

/**
 * Reads and checks a body of a caller who is not known yet, as long as there is memory for it.
 * @param mostBytes what a body without a told length may have. @throws AppError `unavailable`.
 */
export async function holdBody<T>(
  request: Request,
  mostBytes: number,
  check: () => Promise<T>,
): Promise<T> {
  const key = clientKeyOf(request);
  const told = request.headers.get("content-length");
  const bytes = told === null ? mostBytes : Math.min(mostBytes, Math.max(0, Number(told) || 0));
  const own = (held.get(key) ?? 0) + bytes;
  if (own > MOST_OF_ONE || heldBytes + bytes > MOST_BYTES) {
    throw new AppError(
      "unavailable",
      "Too many large requests are coming in. Send it again in a second.",
      { retryAfterSeconds: 1 },
    );
  }
  held.set(key, own);
  heldBytes += bytes;
  try {
    return await check();
  } finally {
    heldBytes -= bytes;
    const rest = (held.get(key) ?? bytes) - bytes;
    if (rest > 0) held.set(key, rest);
    else held.delete(key);
  }
}
