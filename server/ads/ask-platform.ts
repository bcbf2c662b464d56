import type { AdPlace } from "@/server/ads/ad-target";
import { AppError } from "@/server/errors";
import { PlatformCallError } from "@/server/platforms/adapter";

/** A read of the platform, with its refusal in words for a person. */
export async function askPlatform<T>(
  { label, account }: AdPlace,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlatformCallError)) throw error;
    const { kind, message, retryAfterMs } = error;
    if (kind === "reconnect") {
      const said = `${label} does not let this through: ${message}`;
      throw new AppError("conflict", `${said} Connect ${account.handle} again and allow ads.`);
    }
    if (kind === "refused") throw new AppError("upstream", `${label} refused: ${message}`);
    const wait = retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
    throw new AppError("upstream", `${label} gave no answer: ${message} Try again later.`, wait);
  }
}
