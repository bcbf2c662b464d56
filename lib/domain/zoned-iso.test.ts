import { describe, expect, it } from "vitest";
import { createIsoWriter } from "./zoned-iso";

const write = (zone: string, ...instants: string[]) => instants.map(inZone(zone));
const inZone = (zone: string) => {
  const writer = createIsoWriter(zone);
  return (at: string) => writer(Date.parse(at));
};

describe("createIsoWriter", () => {
  it("follows the zone's clock when it is changed", () => {
    expect(write("Europe/Copenhagen", "2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z")).toEqual([
      "2026-03-29T01:59:59.999+01:00",
      "2026-03-29T03:00:00.000+02:00",
    ]);
  });

  it("knows zones that are off by quarters of an hour, on either side", () => {
    expect(write("Asia/Kathmandu", "2026-01-01T00:00:00Z")).toEqual([
      "2026-01-01T05:45:00.000+05:45",
    ]);
    expect(write("America/St_Johns", "2026-01-01T00:00:00Z")).toEqual([
      "2025-12-31T20:30:00.000-03:30",
    ]);
  });

  it("means the instant that it was given, in whatever order", () => {
    const instants = ["2026-10-25T01:30:00.007Z", "2026-10-25T00:30:00Z", "1999-06-01T12:00:00Z"];
    for (const [i, text] of write("Europe/Berlin", ...instants).entries()) {
      expect(Date.parse(text)).toBe(Date.parse(instants[i] ?? ""));
    }
  });
});
