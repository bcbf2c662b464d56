import { DIRECTIVE_KEYS, type DirectiveKey, type Directives } from "./directives";

/** One settled post, as the model of effects sees it. */
export interface Observation {
  /** Null where a person rewrote more than a fifth: then only the directives are credited. */
  promptId: string | null;
  /** As the published text shows them (`readPublished`); what can't be told is left out. */
  directives: Partial<Directives>;
  /** From `toFitness`. */
  y: number;
  weight: number;
  /** When it was out, in the account's zone; null leaves it out of the reckoning. */
  hour?: number | null;
  /** 0 is Monday. */
  weekday?: number | null;
  /** What was posted about, as the campaign's id. */
  topic?: string | null;
}

/** Sds of what is believed before the first post, on the log scale. */
export interface EffectPriors {
  level: number;
  prompt: number;
  slot: number;
  topic: number;
  intercept: number;
}
export const EFFECT_PRIORS: EffectPriors = {
  level: 0.11,
  prompt: 0.1,
  slot: 0.1,
  topic: 0.2,
  intercept: 1,
};

export const levelFeature = (key: DirectiveKey, level: string): string => `level:${key}:${level}`;
export const promptFeature = (id: string): string => `prompt:${id}`;

/** The effects that add up to what is expected of a post, by name. */
export function featuresOf(observation: Observation): string[] {
  const { promptId, directives, hour, weekday, topic } = observation;
  const names = ["base"];
  for (const key of DIRECTIVE_KEYS) {
    const level = directives[key];
    if (level) names.push(levelFeature(key, level));
  }
  if (promptId !== null) names.push(promptFeature(promptId));
  if (typeof hour === "number") names.push(`slot:hour:${Math.floor(hour / 4)}`);
  if (typeof weekday === "number") names.push(`slot:day:${weekday}`);
  if (topic) names.push(`topic:${topic}`);
  return names;
}

export function priorSd(name: string, priors: EffectPriors): number {
  switch (name.slice(0, name.indexOf(":"))) {
    case "level":
      return priors.level;
    case "prompt":
      return priors.prompt;
    case "slot":
      return priors.slot;
    case "topic":
      return priors.topic;
    default:
      return priors.intercept;
  }
}
