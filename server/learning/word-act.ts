import type { LearningAct } from "@/lib/contracts/learning";
import type { LearningSettings } from "@/lib/contracts/learning-settings";
import { certaintyOf } from "@/lib/domain/evolution/gate";

export interface AuditedAct {
  kind: LearningAct["kind"];
  who: string;
  /** Of prompts: the status of each by its name. Of settings: what changed. */
  before: unknown;
  after: unknown;
}

/** What a person did, in a sentence that stays true. */
export function wordAct({ kind, who, before, after }: AuditedAct, prompt: string): string {
  switch (kind) {
    case "promoted":
      return `${who} promoted ${prompt}: it took over on probation.`;
    case "rejected":
      return `${who} rejected ${prompt}: it wrote nothing from then on.`;
    case "rolled_back":
      return `${who} took back the promotion of ${prompt}.`;
    case "restored":
      return `${who} put ${prompt} back in the lead${madeRoom(before)}.`;
    case "paused":
      return `${who} paused learning on this channel.`;
    case "resumed":
      return `${who} resumed learning on this channel.`;
    case "settings_changed":
      return `${who} changed the rules of learning for every channel: ${changesOf(before, after).join("; ")}.`;
  }
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? { ...value } : {};

function madeRoom(before: unknown): string {
  const left = Object.entries(fieldsOf(before))
    .filter(([, status]) => status === "champion" || status === "probation")
    .map(([name]) => name);
  return left.length > 0 ? `; ${left.join(" and ")} made room` : "";
}

type Change = (now: unknown, before: unknown) => string;

const inHundred = (gate: unknown) =>
  Math.round(certaintyOf(gate === "cautious" ? "cautious" : "usual") * 100);

const CHANGES: Record<keyof LearningSettings, Change> = {
  enabled: (now) => `learning was switched ${now ? "on" : "off"}`,
  readyEvents: (now, before) => `a result was taken at ${now} interactions instead of ${before}`,
  gate: (now, before) =>
    `a promotion took odds above ${inHundred(now)} in 100 instead of ${inHundred(before)}`,
  approvalRequired: (now) => `promotions ${now ? "had" : "no longer had"} to wait for a person`,
  callsPerCycle: (now, before) => `a run made at most ${now} model calls instead of ${before}`,
};

const KEYS = Object.keys(CHANGES) as (keyof LearningSettings)[];

function changesOf(before: unknown, after: unknown): string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return KEYS.filter((key) => key in now).map((key) => CHANGES[key](now[key], old[key]));
}
