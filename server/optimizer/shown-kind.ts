import type { DecisionKind } from "@/lib/contracts/optimizer";

/** An even split neither learns nor earns: whatever its row says, variants took turns. */
export function shownKind({ kind, policy }: { kind: DecisionKind; policy: string }): DecisionKind {
  return policy === "round_robin" && kind !== "override" ? "rotation" : kind;
}
