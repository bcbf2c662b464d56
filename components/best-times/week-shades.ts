/** In percent: all that is better by so much has the last shade. */
export const LAST_FROM = 35;

/** From the lowest to the highest, each below a change in percent. */
const STEPS = [
  { shade: "heat-lower", below: -14 },
  { shade: "heat-low", below: 0 },
  { shade: "heat-3", below: 10 },
  { shade: "heat-4", below: 20 },
  { shade: "heat-5", below: LAST_FROM },
  { shade: "heat-7", below: Infinity },
] as const;

/** The shade of an hour that is proven to be better or worse: by the figure that stands on it. */
export function shadeOf(mean: number): string {
  const percent = Math.round(Math.expm1(mean) * 100);
  return STEPS.find(({ below }) => percent < below)?.shade ?? "heat-7";
}

const namesOf = (steps: readonly { shade: string }[]) => steps.map(({ shade }) => shade);
export const WORSE_SHADES = namesOf(STEPS.slice(0, 2));
export const BETTER_SHADES = namesOf(STEPS.slice(2));
