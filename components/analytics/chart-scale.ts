/** Round values at which gridlines are drawn, zero first. Three or four of them. */
export function niceTicks(low: number, high: number): number[] {
  const span = Math.max(high - Math.min(low, 0), 1);
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map((m) => m * power).find((s) => s >= rough) ?? power,
  );
  const whole = Math.max(1, Math.round(step));
  const first = Math.floor(Math.min(low, 0) / whole) * whole;
  const ticks: number[] = [];
  for (let tick = first; tick <= high; tick += whole) ticks.push(tick);
  return ticks.length > 0 ? ticks : [0];
}

export type Scale = (value: number) => number;

export function linear(from: [number, number], to: [number, number]): Scale {
  const span = from[1] - from[0] || 1;
  return (value) => to[0] + ((value - from[0]) / span) * (to[1] - to[0]);
}

export interface Place {
  x: number;
  y: number;
}

export const toPath = (places: readonly Place[]) =>
  places.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** Labels that fit: every n-th of the candidates, n as small as the width allows. */
export function thinOut<T>(candidates: readonly T[], width: number, each: number): T[] {
  const room = Math.max(2, Math.floor(width / each));
  const every = Math.max(1, Math.ceil(candidates.length / room));
  return candidates.filter((_, index) => index % every === 0);
}
