import type { RuleChange } from "@/components/optimizer/use-rules";
import { readTypedWeights, type TypedWeights, toTypedWeights } from "@/components/ui/typed-weights";
import type {
  AlgorithmName,
  OptimizerSettings,
  WinnerModeName,
} from "@/lib/contracts/optimizer-settings";

/** The rules as they stand in the form: numbers are still what was typed. */
export interface RulesDraft {
  algorithm: AlgorithmName;
  /** Percent. */
  floor: string;
  winnerMode: WinnerModeName;
  /** Off: the workspace's weights hold, whatever they become. */
  ownWeights: boolean;
  weights: TypedWeights;
}

export function toRulesDraft(settings: OptimizerSettings): RulesDraft {
  const { algorithm, floor, winnerMode, ownWeights, weights } = settings;
  const percent = String(Number((floor * 100).toFixed(2)));
  return { algorithm, floor: percent, winnerMode, ownWeights, weights: toTypedWeights(weights) };
}

export interface RulesErrors {
  floor?: string;
  weights?: string;
}

type Read = { ok: true; change: RuleChange } | { ok: false; errors: RulesErrors };

export function readRules(draft: RulesDraft): Read {
  const errors: RulesErrors = {};
  const floor = draft.floor.trim() === "" ? Number.NaN : Number(draft.floor) / 100;
  if (!(floor >= 0 && floor <= 0.5)) errors.floor = "Give a number from 0 to 50.";
  const { algorithm, winnerMode } = draft;
  const weights = draft.ownWeights ? readTypedWeights(draft.weights) : null;
  if (typeof weights === "string") errors.weights = weights;
  if (errors.floor || typeof weights === "string") return { ok: false, errors };
  return { ok: true, change: { algorithm, winnerMode, floor, weights } };
}
