import type { Goal } from "../metrics";
import type { ArmFigures } from "./arm-figures";
import { formatRate, goalWords } from "./goal-words";

/** Fewer posts than this tell about the day, not about the variant. */
const POSTS_TO_COMPARE = 3;

type Arm = Pick<ArmFigures, "armId" | "posts" | "rate" | "interval"> & { letter: string };
type Comparable = Arm & { rate: number };

export interface Comparison {
  /** early: too few posts. level: no difference to tell. leads: ahead, not proven. clear: proven. */
  state: "early" | "level" | "leads" | "clear";
  leader: string | null;
  runnerUp: string | null;
}

/** Who is ahead, and whether the ranges bear a claim. */
export function compareArms(goal: Goal, arms: readonly Arm[]): Comparison {
  const ranked = arms
    .filter((arm): arm is Comparable => arm.posts >= POSTS_TO_COMPARE && arm.rate !== null)
    .sort((a, b) => b.rate - a.rate);
  const [first, second] = ranked;
  if (!first || !second) return { state: "early", leader: null, runnerUp: null };
  const names = { leader: first.armId, runnerUp: second.armId };
  if (formatRate(goal, first.rate) === formatRate(goal, second.rate)) {
    return { state: "level", ...names };
  }
  const others = arms.filter((arm) => arm.armId !== first.armId);
  return { state: others.every((arm) => isClearOf(first, arm)) ? "clear" : "leads", ...names };
}

/** A variant that has too few posts may still be the best: nothing is proven against it. */
function isClearOf(first: Arm, other: Arm): boolean {
  if (other.posts < POSTS_TO_COMPARE || !first.interval || !other.interval) return false;
  return first.interval.low > other.interval.high;
}

export interface LeadWords {
  /** What Bandwagon found; null while it has found nothing. */
  marked: string | null;
  rest: string;
}

/** The one sentence of a page: what is true now. */
export function leadWords(goal: Goal, arms: readonly Arm[], comparison: Comparison): LeadWords {
  const leader = arms.find((arm) => arm.armId === comparison.leader);
  const runnerUp = arms.find((arm) => arm.armId === comparison.runnerUp);
  const { noun, unit } = goalWords(goal);
  if (comparison.state === "early" || leader?.rate == null || runnerUp?.rate == null) {
    return {
      marked: null,
      rest: "Nothing to compare yet. Bandwagon needs two variants with three posts each.",
    };
  }
  const figure = `${formatRate(goal, leader.rate)} ${lowerFirst(unit)}`;
  if (comparison.state === "level") {
    return {
      marked: null,
      rest: `${leader.letter} and ${runnerUp.letter} are level at ${figure}.`,
    };
  }
  if (comparison.state === "leads") {
    const rest = ` with ${figure}. ${runnerUp.letter} has ${formatRate(goal, runnerUp.rate)}: not proven yet.`;
    return { marked: `${leader.letter} leads`, rest };
  }
  const more = Math.round((leader.rate / Math.max(runnerUp.rate, Number.EPSILON) - 1) * 100);
  const claim = more < 1000 ? `${more}% more ${noun}` : `far more ${noun}`;
  return {
    marked: `${leader.letter} earns ${claim}`,
    rest: ` than ${runnerUp.letter}, and its range is clear of all the others.`,
  };
}

/** The finding above the chart of the arms. */
export function armsFinding(arms: readonly Arm[], comparison: Comparison): string {
  const letter = (armId: string | null) => arms.find((arm) => arm.armId === armId)?.letter ?? "";
  const [first, second] = [letter(comparison.leader), letter(comparison.runnerUp)];
  switch (comparison.state) {
    case "early":
      return "Nothing to compare yet";
    case "level":
      return `${first} and ${second} are level`;
    case "leads":
      return `${first} leads, ${second} could still catch up`;
    case "clear":
      return `${first} is ahead of all the others`;
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
