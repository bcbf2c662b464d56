import { expect, it } from "vitest";
import type { CallContext } from "./adapter";
import { whileSettling } from "./settling";

const sentAt = "2026-03-01T12:00:00.000Z";

const after = (seconds: number, speed?: number): CallContext =>
  ({
    now: () => new Date(Date.parse(sentAt) + seconds * 1000),
    ...(speed === undefined ? {} : { toProductMs: (realMs: number) => realMs * speed }),
  }) as CallContext;

it("takes absence for no proof during the first minute", () => {
  const waiting = { kind: "pending", note: "Waiting until X would show the post" };
  expect(whileSettling(after(0), sentAt, "X")).toEqual({ ...waiting, checkAfterMs: 30_000 });
  expect(whileSettling(after(50), sentAt, "X")).toEqual({ ...waiting, checkAfterMs: 10_000 });
  expect(whileSettling(after(60), sentAt, "X")).toBeNull();
});

it("waits as long on the wire when the clock runs faster", () => {
  expect(whileSettling(after(60, 30), sentAt, "X")).toMatchObject({ checkAfterMs: 900_000 });
  expect(whileSettling(after(1800, 30), sentAt, "X")).toBeNull();
});
