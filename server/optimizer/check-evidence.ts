import type { Prior } from "@/lib/domain/bandit/algorithm";
import { REWARD_KINDS } from "@/lib/domain/bandit/reward-kind";
import type { Evidence } from "./evidence";

const PRIOR_KEYS = [
  "rate",
  "logSd",
  "relativeVariance",
  "postSpread",
] as const satisfies (keyof Prior)[];

/**
 * Whether a kept row is what was once stored there. It is read inside the claim, where one row that
 * makes no sense must not stop the posts of everybody: who finds such a row counts anew.
 */
export function isEvidence(value: unknown): value is Evidence {
  if (!isRecord(value)) return false;
  const { key, countedAt, kind, arms, cells, since, pending, unit, points, prior } = value;
  return (
    typeof key === "string" &&
    isInstant(countedAt) &&
    REWARD_KINDS.some((each) => each === kind) &&
    (since === null || isInstant(since)) &&
    Array.isArray(arms) &&
    arms.every((arm) => typeof arm === "string") &&
    Array.isArray(cells) &&
    areCells(cells, arms.length) &&
    isRecord(pending) &&
    Object.values(pending).every((count) => isCount(count) && Number.isInteger(count)) &&
    [unit, points].every(isCount) &&
    isRecord(prior) &&
    PRIOR_KEYS.every((name) => isCount(prior[name]))
  );
}

function areCells(cells: readonly unknown[], arms: number): boolean {
  if (cells.length % 3 !== 0) return false;
  return cells.every((cell, i) => {
    if (!isCount(cell)) return false;
    return i % 3 !== 0 || (Number.isInteger(cell) && cell < arms);
  });
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;

/** As `toISOString` writes it, which PostgreSQL reads as well. */
export const isInstant = (value: unknown): value is string =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
