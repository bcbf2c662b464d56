import { describe, expect, it } from "vitest";
import { type Career, findRival } from "./find-rival";

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const seed: Career = {
  ...{ id: "P1", status: "archived", parents: [] },
  ...{ promotedAt: day(1), retiredAt: day(9) },
};
const tried: Career = {
  ...{ id: "P2", status: "retired", parents: ["P1"] },
  ...{ promotedAt: null, retiredAt: day(3) },
};
const champion: Career = {
  ...{ id: "P3", status: "champion", parents: ["P1"] },
  ...{ promotedAt: day(5), retiredAt: null },
};
const late: Career = { ...tried, id: "P4", retiredAt: day(7) };
const trial: Career = { ...champion, id: "P5", status: "probation", promotedAt: day(10) };
const open: Career = { ...tried, id: "P6", status: "challenger", retiredAt: null };

const rivalIn = (population: Career[], own: Career) => findRival(own, population)?.id ?? null;

describe("the one that a prompt is to replace", () => {
  const family = [seed, tried, champion, late, open];

  it("is who led when it was promoted or set aside", () => {
    expect(family.map((own) => rivalIn(family, own))).toEqual([null, "P1", "P1", "P3", "P3"]);
  });

  it("is who leads now for those that compete, be it on probation", () => {
    expect(rivalIn([...family, trial], open)).toBe("P5");
    expect(rivalIn([...family, trial], trial)).toBe("P3");
  });

  it("is not one that was rolled back before", () => {
    const back: Career = { ...trial, status: "retired", retiredAt: day(11) };
    const later: Career = { ...tried, id: "P7", retiredAt: day(12) };
    expect(rivalIn([...family, back, later], later)).toBe("P3");
    expect(rivalIn([...family, back, later], back)).toBe("P3");
  });

  it("is the first parent where the earlier leader has come back since", () => {
    const restored: Career = { ...seed, status: "champion", promotedAt: day(8), retiredAt: null };
    const replaced: Career = { ...champion, status: "archived", retiredAt: day(8) };
    const again = [restored, tried, replaced];
    expect(again.map((own) => rivalIn(again, own))).toEqual(["P3", "P1", "P1"]);
  });
});
