import type { ToldLimit } from "@/server/platforms/told-limit";

// "x-rate-limit-remaining", "ratelimit-reset"; "x-user-limit-24hour-remaining".
const COMMON = /^(?:x-)?rate-?limit-(limit|remaining|reset)$/;
const NAMED = /^x-([a-z]+)-limit-([a-z\d]+)-(limit|remaining|reset)$/;

/** The limits among the headers of an answer, in the forms that most platforms share. */
export function readLimits(headers: Readonly<Record<string, string>>, now: Date): ToldLimit[] {
  const found = new Map<string, ToldLimit>();
  for (const [name, value] of Object.entries(headers)) {
    const common = COMMON.exec(name);
    const named = NAMED.exec(name);
    const part = common?.[1] ?? named?.[3];
    if (!part) continue;
    const family = named ? `${named[1]} ${named[2]}` : "";
    const limit = found.get(family) ?? {
      family,
      ofApp: named?.[1] === "app",
      remaining: null,
      quota: null,
      resetsAt: null,
    };
    if (part === "remaining") limit.remaining = toCount(value);
    if (part === "limit") limit.quota = toCount(value);
    if (part === "reset") limit.resetsAt = toDate(value, now);
    found.set(family, limit);
  }
  return [...found.values()];
}

function toCount(value: string): number | null {
  const count = Number.parseInt(value, 10);
  return Number.isSafeInteger(count) && count >= 0 && count < 2 ** 31 ? count : null;
}

/** Seconds since 1970, seconds from now, or a date in words. */
function toDate(value: string, now: Date): Date | null {
  const seconds = Number(value);
  const isNumber = value.trim() !== "" && Number.isFinite(seconds);
  const ms = isNumber
    ? seconds > 1e9
      ? seconds * 1000
      : now.getTime() + seconds * 1000
    : Date.parse(value);
  const tooFar = now.getTime() + 40 * 86_400_000;
  return Number.isFinite(ms) && ms > 0 && ms < tooFar ? new Date(ms) : null;
}
