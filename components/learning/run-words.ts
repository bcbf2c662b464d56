import type { EvolutionRunView, LearningChannel, RunTrigger } from "@/lib/contracts/learning";

export const TRIGGER_WORDS: Record<RunTrigger, string> = {
  threshold: "A post had enough interactions.",
  age: "A post was 24 hours old.",
  person: "Somebody asked.",
};

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

export interface LoggedRun {
  run: EvolutionRunView;
  /** Quiet runs right before it, of which nothing else is told. */
  quiet: number;
}

/** Newest first, as they come; of quiet ones in a row only the latest is told. */
export function foldQuiet(runs: readonly EvolutionRunView[]): LoggedRun[] {
  const logged: LoggedRun[] = [];
  for (const run of runs) {
    const last = logged.at(-1);
    if (last && isQuiet(last.run) && isQuiet(run)) last.quiet++;
    else logged.push({ run, quiet: 0 });
  }
  return logged;
}
