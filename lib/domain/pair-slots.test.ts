import { describe, expect, it } from "vitest";
import { pairSlots } from "./pair-slots";

const at = (time: string) => new Date(`2026-03-${time}:00Z`);
const slots = (...times: string[]) => times.map((time) => ({ slotAt: at(time) }));
const told = ({ moves, lost, missing }: ReturnType<typeof pairSlots>) => ({
  moves: moves.map(({ slot, to }) => `${text(slot.slotAt)} to ${text(to)}`),
  lost: lost.map(({ slotAt }) => text(slotAt)),
  missing: missing.map(text),
});
const text = (date: Date) => date.toISOString().slice(8, 16);

describe("pairing slots with the runs of new rules", () => {
  it("leaves alone what is where it belongs", () => {
    const runs = [at("01T09:00"), at("02T09:00")];
    const pairing = pairSlots(slots("01T09:00", "02T09:00"), runs);
    expect(told(pairing)).toEqual({ moves: [], lost: [], missing: [] });
  });

  it("moves each slot to its own run", () => {
    const runs = [at("01T08:00"), at("02T08:00")];
    const pairing = pairSlots(slots("01T09:00", "02T09:00"), runs);
    const moves = ["01T09:00 to 01T08:00", "02T09:00 to 02T08:00"];
    expect(told(pairing)).toEqual({ moves, lost: [], missing: [] });
  });

  it("moves only the edge of a cadence whose instants stay the same", () => {
    const runs = [at("01T08:00"), at("01T09:00"), at("01T10:00")];
    const pairing = pairSlots(slots("01T09:00", "01T10:00", "01T11:00"), runs);
    expect(told(pairing)).toEqual({ moves: ["01T11:00 to 01T08:00"], lost: [], missing: [] });
  });

  it("tells what has no run and what has no slot", () => {
    const runs = [at("01T09:00"), at("12T09:00")];
    const pairing = pairSlots(slots("01T09:00", "05T09:00"), runs);
    expect(told(pairing)).toEqual({ moves: [], lost: ["05T09:00"], missing: ["12T09:00"] });
  });
});
