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

export interface Bar {
  /** Of its middle. */
  x: number;
  /** Where its value lies. */
  y: number;
}

/** Part of a step of time that its bar fills. */
const filled = 0.72;
const widest = 44;
const narrowest = 1.5;

export const barWidth = (step: number) => Math.min(widest, Math.max(narrowest, step * filled));

/** Bars from the floor as one path; what is nothing is not drawn. */
export const barsPath = (bars: readonly Bar[], width: number, floor: number): string =>
  bars
    .filter(({ y }) => Math.abs(y - floor) >= 0.05)
    .map(({ x, y }) => {
      const [left, right] = [x - width / 2, x + width / 2].map((each) => each.toFixed(1));
      const foot = floor.toFixed(1);
      return `M${left} ${foot}V${y.toFixed(1)}H${right}V${foot}Z`;
    })
    .join("");

/** Narrower than this, an outline and its inside are one blot. */
const leastOutlined = 5;

/** The bar of a step that is not over: an outline to be dashed, or a dashed line where it is thin. */
export function openBar(bar: Bar | undefined, width: number, floor: number) {
  const isOutlined = width >= leastOutlined;
  if (!bar || Math.abs(bar.y - floor) < 0.05) return null;
  const line = `M${bar.x.toFixed(1)} ${floor.toFixed(1)}V${bar.y.toFixed(1)}`;
  return {
    d: isOutlined ? barsPath([bar], width, floor) : line,
    fill: isOutlined ? "var(--surface)" : "none",
    stroke: "var(--action)",
    strokeWidth: isOutlined ? 1.5 : Math.max(2, width),
    strokeDasharray: isOutlined ? "3 2" : "2 2",
  };
}

/** Labels that fit: every n-th of the candidates, n as small as the width allows. */
export function thinOut<T>(candidates: readonly T[], width: number, each: number): T[] {
  const room = Math.max(2, Math.floor(width / each));
  const every = Math.max(1, Math.ceil(candidates.length / room));
  return candidates.filter((_, index) => index % every === 0);
}
