import { describe, expect, it } from "vitest";
import { auditPath, NO_FILTER } from "@/components/audit/audit-filter";

describe("auditPath", () => {
  it("asks for whole days of the zone, the last one included", () => {
    const filter = { ...NO_FILTER, fromDay: "2026-03-28", toDay: "2026-03-29" };
    const query = new URL(auditPath(filter, "Europe/Copenhagen", null), "http://x").searchParams;
    expect(Object.fromEntries(query)).toEqual({
      from: "2026-03-27T23:00:00.000Z",
      to: "2026-03-29T22:00:00.000Z",
      renewals: "hide",
    });
  });

  it("leaves out what is not set, or half typed", () => {
    expect(auditPath({ ...NO_FILTER, fromDay: "2026-" }, "UTC", null)).toBe(
      "/api/audit?renewals=hide",
    );
    expect(auditPath({ ...NO_FILTER, text: "a b", renewals: "show" }, "UTC", "c")).toBe(
      "/api/audit?text=a+b&cursor=c",
    );
  });
});
