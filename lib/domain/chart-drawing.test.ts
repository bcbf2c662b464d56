import { describe, expect, it } from "vitest";
import { barsPath, barWidth, niceTicks, openBar, thinOut } from "@/lib/domain/chart-drawing";

describe("niceTicks", () => {
  it.each([
    [0, 80, [0, 20, 40, 60, 80]],
    [0, 1204, [0, 500, 1000]],
    [0, 3, [0, 1, 2, 3]],
    [0, 0, [0]],
  ])("of %d to %d", (low, high, ticks) => {
    expect(niceTicks(low, high)).toEqual(ticks);
  });

  it("reaches below zero when counts were taken back", () => {
    expect(niceTicks(-4, 10)).toEqual([-5, 0, 5, 10]);
  });
});

describe("bars", () => {
  it("stand on the floor, below it where more was taken back than came, and nowhere for nothing", () => {
    const bars = [
      { x: 10, y: 40 },
      { x: 20, y: 100 },
      { x: 30, y: 110 },
    ];
    expect(barsPath(bars, 4, 100)).toBe("M8.0 100.0V40.0H12.0V100.0ZM28.0 100.0V110.0H32.0V100.0Z");
  });

  it("are outlined while their time is not over, or dashed where they are thin", () => {
    expect(openBar({ x: 10, y: 40 }, 8, 100)).toMatchObject({
      ...{ d: "M6.0 100.0V40.0H14.0V100.0Z", fill: "var(--surface)" },
    });
    expect(openBar({ x: 10, y: 40 }, 2, 100)).toMatchObject({
      d: "M10.0 100.0V40.0",
      fill: "none",
    });
    expect(openBar({ x: 10, y: 100 }, 8, 100)).toBeNull();
  });

  it("are never too thin to see or too broad to read", () => {
    expect([barWidth(0.5), barWidth(50), barWidth(400)]).toEqual([1.5, 36, 44]);
  });
});

it("keeps as many labels as fit", () => {
  expect(thinOut([1, 2, 3, 4, 5, 6, 7, 8], 200, 50)).toEqual([1, 3, 5, 7]);
  expect(thinOut([1, 2], 10, 50)).toEqual([1, 2]);
});
