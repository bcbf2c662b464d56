import { describe, expect, it } from "vitest";
import type { EvolutionRunView } from "@/lib/contracts/learning";
import {
  newResultsWords,
  outcomeWords,
  resultRule,
  toLog,
  triggerWords,
  weighedWords,
} from "./run-words";

const run = {
  status: "completed" as const,
  newPosts: 2,
  evaluatedPosts: 12,
  modelCalls: 0,
  callBudget: 6,
};

const view = (id: string, part: Partial<EvolutionRunView> = {}): EvolutionRunView => ({
  id,
  channelId: "c",
  trigger: "age",
  ...run,
  decisions: [],
  waiting: null,
  bred: [],
  error: null,
  askedBy: null,
  createdAt: "2026-11-16T06:10:00.000Z",
  finishedAt: null,
  ...part,
});

describe("a run in words", () => {
  it("counts new results only while those are what the next prompts wait for", () => {
    const progress = { newSettled: 4, needed: 6, placesFree: 1 };
    expect(newResultsWords(progress)).toBe("4 of 6 new results for the next prompts");
    expect(newResultsWords({ ...progress, newSettled: 9 })).toBe(
      "9 new results since the last prompts",
    );
    expect(newResultsWords({ ...progress, placesFree: 0 })).toBe(
      "The next prompts wait for a free place",
    );
  });

  it("says when a result is taken, by the setting in force", () => {
    expect(resultRule({ readyEvents: 1500 })).toBe(
      "taken at 1,500 interactions, 1 hour after publishing at the earliest and 24 at the latest",
    );
  });

  it("says what was weighed and spent", () => {
    expect(weighedWords(run)).toBe("It weighed 12 results, 2 of them new.");
    expect(weighedWords({ ...run, modelCalls: 4 })).toContain("4 of 6 model calls were used.");
  });

  it("promises nothing before it is done", () => {
    expect(weighedWords({ ...run, status: "queued" })).toBe("The run waits for its turn.");
    expect(weighedWords({ ...run, status: "failed" })).toBe("Nothing was decided.");
  });

  it("tells of quiet runs in a row only once", () => {
    const bred = { kind: "breed" as const, prompt: null, text: "P9 was written.", numbers: {} };
    const runs = [
      view("5"),
      view("4"),
      view("3", { askedBy: "Ines" }),
      view("2", { decisions: [bred] }),
      view("1"),
    ];
    const told = toLog(runs, []).map((each) => "run" in each && [each.run.id, each.quiet]);
    expect(told).toEqual([
      ["5", 1],
      ["3", 0],
      ["2", 0],
      ["1", 0],
    ]);
  });
});

describe("the log", () => {
  it("puts what people decided between the runs, by when each was over", () => {
    const act = {
      ...{ id: "a", at: "2026-11-16T06:30:00.000Z", who: "Ines", kind: "paused" as const },
      ...{ prompt: null, text: "Ines paused learning on this channel." },
    };
    const log = toLog(
      [
        view("1", { finishedAt: "2026-11-16T06:10:01.000Z" }),
        view("2", { finishedAt: "2026-11-16T06:29:00.000Z" }),
        view("3", { finishedAt: "2026-11-16T06:40:00.000Z" }),
      ],
      [act],
    );
    expect(log.map((each) => ("run" in each ? [each.run.id, each.quiet] : each.act.text))).toEqual([
      ["3", 0],
      "Ines paused learning on this channel.",
      ["2", 1],
    ]);
  });

  it("names who asked for a run", () => {
    expect(triggerWords({ trigger: "person", askedBy: "Ines Moreau" })).toBe("Ines Moreau asked.");
    expect(triggerWords({ trigger: "age", askedBy: null })).toBe("A post was 24 hours old.");
  });
});

describe("a prompt that was put up for approval", () => {
  it("is told with what became of it since", () => {
    const told = (status: "probation" | "challenger" | "retired") =>
      outcomeWords({
        ...{ kind: "propose", text: "", numbers: {} },
        prompt: { id: "p4", name: "P4", status },
      });
    expect(told("probation")).toBe(" It writes now.");
    expect(told("retired")).toBe(" It was set aside since.");
    expect(told("challenger")).toBe("");
  });
});
