import type { SandboxContext } from "../context";
import { nextNumber } from "../store";

const epochMs = 1_288_834_974_657;

/** Sorts by time and never repeats, as X's own do. */
export function nextSnowflake(context: SandboxContext): string {
  const ms = BigInt(Math.max(0, context.now().getTime() - epochMs));
  return String((ms << 22n) | BigInt(nextNumber(context.db) & 0x3fffff));
}
