import type { EvolutionRunView, LearningAct, LearningChannel } from "@/lib/contracts/learning";
import type { LearningSettings } from "@/lib/contracts/learning-settings";
import { MATCHED_AGES } from "@/lib/domain/evolution/fitness";
import { READY_AFTER_HOURS } from "@/lib/domain/evolution/settings";

/** From when on a post counts, by the rule in force. */
export const resultRule = ({ readyEvents }: Pick<LearningSettings, "readyEvents">): string =>
  `taken at ${readyEvents.toLocaleString("en")} interactions, ${MATCHED_AGES[0]} hour after publishing at the earliest and ${READY_AFTER_HOURS} at the latest`;

/** Why a run began; who asked is named. */
export function triggerWords({ trigger, askedBy }: Pick<EvolutionRunView, "trigger" | "askedBy">) {
  if (trigger === "person") return `${askedBy ?? "Somebody"} asked.`;
  return trigger === "age"
    ? `A post was ${READY_AFTER_HOURS} hours old.`
    : "A post had enough interactions.";
}

type Run = Pick<
  EvolutionRunView,
  "status" | "newPosts" | "evaluatedPosts" | "modelCalls" | "callBudget"
>;

const results = (count: number) => `${count} ${count === 1 ? "result" : "results"}`;

/** What a run looked at, and what it spent. */
export function weighedWords(run: Run): string {
  if (run.status === "queued") return "The run waits for its turn.";
  if (run.status === "running") return "The run is at work.";
  const spent =
    run.modelCalls > 0 ? ` ${run.modelCalls} of ${run.callBudget} model calls were used.` : "";
  if (run.status === "failed") return `Nothing was decided.${spent}`;
  return `It weighed ${results(run.evaluatedPosts)}, ${run.newPosts} of them new.${spent}`;
}

type Progress = Pick<LearningChannel["progress"], "newSettled" | "needed" | "placesFree">;

/** What became since of a prompt that was put up for approval. */
export function outcomeWords({ kind, prompt }: EvolutionRunView["decisions"][number]): string {
  if (kind !== "propose") return "";
  switch (prompt?.status) {
    case "champion":
    case "probation":
      return " It writes now.";
    case "archived":
      return " It took over and made room again since.";
    case "retired":
      return " It was set aside since.";
    default:
      return "";
  }
}

/** How far the next prompts are, by what they really wait for. */
export function newResultsWords({ newSettled, needed, placesFree }: Progress): string {
  if (placesFree === 0) return "The next prompts wait for a free place";
  if (newSettled < needed) return `${newSettled} of ${needed} new results for the next prompts`;
  return `${newSettled} new ${newSettled === 1 ? "result" : "results"} since the last prompts`;
}

/** It was completed and neither changed nor wrote anything. */
export const isQuiet = ({ status, decisions, error, askedBy }: EvolutionRunView): boolean =>
  status === "completed" &&
  error === null &&
  askedBy === null &&
  decisions.every(({ kind }) => kind === "wait");

interface LoggedRun {
  run: EvolutionRunView;
  /** Quiet runs right before it, of which nothing else is told. */
  quiet: number;
}
export type Logged = LoggedRun | { act: LearningAct };

const toldAt = (each: EvolutionRunView | LearningAct): string =>
  "at" in each ? each.at : (each.finishedAt ?? each.createdAt);

/** Runs and what people decided between them, newest first; of quiet runs in a row only the latest is told. */
export function toLog(runs: readonly EvolutionRunView[], acts: readonly LearningAct[]): Logged[] {
  const logged: Logged[] = [];
  const all = [...runs, ...acts].toSorted(
    (a, b) => toldAt(b).localeCompare(toldAt(a)) || b.id.localeCompare(a.id),
  );
  for (const each of all) {
    const last = logged.at(-1);
    if ("at" in each) logged.push({ act: each });
    else if (last && "run" in last && isQuiet(last.run) && isQuiet(each)) last.quiet++;
    else logged.push({ run: each, quiet: 0 });
  }
  return logged;
}
