import { armLetter } from "@/lib/domain/arm-letter";
import type { CheckedVariant } from "@/server/schedules/find-publishable-variants";

/** The variants of one campaign on one platform, sorted by what may be done with them. */
export interface ArmGroup {
  /** All living ones that may be posted at all: a person may pin one that is not among the candidates. */
  living: CheckedVariant[];
  /** What Bandwagon chooses among, in the order of their letters. */
  candidates: CheckedVariant[];
  /** A person wants nothing else posted. */
  locked: CheckedVariant | null;
}

export function toArmGroup(variants: readonly CheckedVariant[], needsApproval: boolean): ArmGroup {
  const living = variants.filter(
    ({ approved, rejected }) => !rejected && (approved || !needsApproval),
  );
  const candidates = living.filter(
    ({ issues, variant }) => issues.length === 0 && variant.optimizerRule !== "excluded",
  );
  const locked = variants.find(({ variant }) => variant.optimizerRule === "locked") ?? null;
  return { living, candidates, locked };
}

export const letterOf = ({ variant }: CheckedVariant): string => armLetter(variant.ordinal);

/** Why a locked variant can't go out; null: it can. */
export function lockProblem({ living, locked }: ArmGroup): string | null {
  if (!locked) return null;
  const letter = letterOf(locked);
  if (!living.includes(locked)) {
    return `${letter} is locked, but it is not approved. Approve it or unlock it.`;
  }
  const [issue] = locked.issues;
  return issue ? `${letter} is locked, but can't be posted yet. ${issue.message}` : null;
}
