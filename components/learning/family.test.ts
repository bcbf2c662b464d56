import { describe, expect, it } from "vitest";
import type { PromptStatus } from "@/lib/contracts/learning";
import { type FamilyMember, layoutFamily } from "./family-layout";
import { lineOf, toIndented, withoutDeadEnds } from "./family-order";

const SIZES = { width: 100, height: 40, gapX: 20, gapY: 10 };

const member = (
  id: string,
  generation: number,
  parentIds: string[] = [],
  status: PromptStatus = "retired",
): FamilyMember & { status: PromptStatus } => ({ id, generation, parentIds, status });

const family = [
  member("P1", 0, [], "archived"),
  member("P2", 1, ["P1"]),
  member("P3", 1, ["P1"]),
  member("P4", 1, ["P1"]),
  member("P5", 2, ["P4", "P2"], "champion"),
  member("P6", 3, ["P5"], "challenger"),
];

describe("the picture of a family", () => {
  it("gives each generation a column and lets nobody overlap", () => {
    const { placed, columns, width, height } = layoutFamily(family, SIZES);
    expect(columns.map(({ x }) => x)).toEqual([0, 120, 240, 360]);
    expect(width).toBe(460);
    for (const a of placed) {
      expect(a.y).toBeGreaterThanOrEqual(0);
      expect(a.y + SIZES.height).toBeLessThanOrEqual(height);
      for (const b of placed)
        if (a !== b && a.column === b.column)
          expect(Math.abs(a.y - b.y)).toBeGreaterThanOrEqual(SIZES.height + SIZES.gapY - 1e-9);
    }
  });

  it("runs what the leading one comes from along the top, and hangs the others below", () => {
    const rows = ({ placed }: ReturnType<typeof layoutFamily<(typeof family)[number]>>) =>
      Object.fromEntries(placed.map(({ member: { id }, y }) => [id, y / 50]));
    expect(rows(layoutFamily(family, SIZES))).toEqual({
      ...{ P1: 0, P2: 0, P4: 1, P3: 2, P5: 0, P6: 0 },
    });
    const early = [
      member("P1", 0, [], "champion"),
      member("P2", 1, ["P1"]),
      member("P3", 1, ["P1"], "challenger"),
    ];
    expect(rows(layoutFamily(early, SIZES))).toEqual({ P1: 0, P3: 0, P2: 1 });
  });

  it("leads no line behind a box", () => {
    const old = [
      ...[member("P1", 0, [], "champion"), member("P2", 1, ["P1"]), member("P3", 2, ["P1"])],
      member("P4", 2, ["P2"]),
    ];
    const { edges } = layoutFamily(old, SIZES);
    const pathOf = (to: string) => edges.find((each) => each.to === to)?.path;
    expect(pathOf("P2")).toBe("M100 20H100C110 20 110 20 120 20");
    expect(pathOf("P3")).toBe("M100 20C110 20 110 -5 120 -5H220C230 -5 230 20 240 20");
    const led = layoutFamily(
      [member("P1", 0), member("P2", 1, ["P1"]), member("P3", 2, ["P1"], "champion")],
      SIZES,
    );
    expect(led.edges.find(({ onLine }) => onLine)?.path).toBe("M100 20H220C230 20 230 20 240 20");
  });

  it("draws a line from every parent that is shown", () => {
    const { edges } = layoutFamily(family, SIZES);
    expect(edges.filter(({ to }) => to === "P5").map(({ from }) => from)).toEqual(["P4", "P2"]);
    const cut = layoutFamily(family.slice(4), SIZES);
    expect(cut.edges.map(({ from, to }) => [from, to])).toEqual([["P5", "P6"]]);
    expect(cut.columns).toHaveLength(2);
  });

  it("sets founders after the first prompt, though they are of one generation", () => {
    const { placed, edges, columns } = layoutFamily(
      [member("P1", 0), member("P2", 0, ["P1"]), member("P3", 0, ["P1"]), member("P4", 1, ["P2"])],
      SIZES,
    );
    expect(placed.map(({ member: { id }, column }) => [id, column])).toEqual([
      ["P1", 0],
      ["P2", 1],
      ["P3", 1],
      ["P4", 2],
    ]);
    expect(edges).toHaveLength(3);
    expect(columns).toHaveLength(3);
  });

  it("stands one prompt alone, and none at all", () => {
    const alone = layoutFamily(family.slice(0, 1), SIZES);
    expect([alone.width, alone.height, alone.edges.length]).toEqual([100, 40, 0]);
    expect(layoutFamily([], SIZES)).toMatchObject({ width: 0, height: 0 });
  });

  it("keeps what the living come from", () => {
    expect([...lineOf(family, "P5")].toSorted()).toEqual(["P1", "P2", "P4", "P5"]);
    const kept = withoutDeadEnds(family).map(({ id }) => id);
    expect(kept).toEqual(["P1", "P2", "P4", "P5", "P6"]);
  });

  it("is an indented list on a phone, everyone once and below a parent", () => {
    const rows = toIndented(family).map(({ member: { id }, depth }) => `${depth} ${id}`);
    expect(rows).toEqual(["0 P1", "1 P2", "1 P3", "1 P4", "2 P5", "3 P6"]);
  });
});
