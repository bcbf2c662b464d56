import { describe, expect, it } from "vitest";
import type { PlatformSetup } from "@/lib/contracts/accounts";
import {
  isInTrouble,
  toHealthDetail,
  toHealthWords,
  toLead,
  toReadiness,
  toTallyWords,
  toVersionWarning,
  whenOver,
} from "./describe-platform";

const working = {
  state: "working",
  since: null,
  until: null,
  lastError: null,
  lastErrorAt: null,
} as const;
const resting = {
  state: "resting",
  since: "2026-03-02T13:02:00Z",
  until: "2026-03-02T13:05:00Z",
  lastError: "http_503",
  lastErrorAt: "2026-03-02T13:04:00Z",
} as const;

const noCalls = { received: 0, refused: 0, unknown: 0, lastReceivedAt: null };

const setup = (values: Partial<PlatformSetup> = {}): PlatformSetup => ({
  platform: "x",
  label: "X",
  noun: "Profile",
  connect: "oauth",
  redirectUrl: null,
  webhookUrl: null,
  siteWebhooks: [],
  verifyToken: null,
  webhooks: { real: noCalls, sandbox: noCalls },
  variables: [],
  missing: [],
  ready: true,
  sandbox: { available: false, accounts: 0, profiles: [] },
  realAccounts: 0,
  fields: [],
  steps: [],
  reviewNote: "",
  accessNote: "",
  apiVersion: null,
  health: { real: working, sandbox: working },
  ...values,
});

describe("a platform in words", () => {
  it("tells whether it answers, in the workspace's zone", () => {
    expect(toHealthWords(working, "UTC")).toEqual({ tone: "ok", words: "Working" });
    expect(toHealthWords(resting, "Europe/Copenhagen").words).toBe("Resting until 14:05");
    expect(toHealthWords(whenOver(resting, true), "UTC").words).toBe("Trying again now");
    expect(whenOver(working, true)).toBe(working);
    expect(toHealthWords({ ...resting, state: "probing" }, "UTC").words).toBe("Trying again now");
    expect(toHealthDetail(resting, "Europe/Copenhagen")).toBe(
      "It has answered 503, several times in a row since 14:02. It is tried again at 14:05. Its posts wait and go out by themselves.",
    );
    const silent = toHealthDetail({ ...resting, lastError: "timeout" }, "UTC");
    expect(silent).toContain("has not answered");
  });

  it("warns of a version that ends, and only then", () => {
    const version = { value: "v2", envName: "V", sunset: "2026-06-01", daysLeft: 200 };
    const fine = setup({ apiVersion: { ...version, isEnding: false } });
    expect(toVersionWarning(fine)).toBeNull();
    const ending = setup({ apiVersion: { ...version, daysLeft: 1, isEnding: true } });
    expect(toVersionWarning(ending)).toContain("ends in 1 day.");
    expect([fine, ending].map(isInTrouble)).toEqual([false, true]);
  });

  it("tells what came in by webhooks, and what did not fit", () => {
    expect(toTallyWords(noCalls)).toBe("Nothing has come in yet.");
    expect(toTallyWords({ ...noCalls, received: 12 })).toBe("12 deliveries so far.");
    expect(toTallyWords({ ...noCalls, received: 1, refused: 2, unknown: 1 })).toBe(
      "1 delivery so far, 1 about nothing known here, 2 refused: their signature was wrong.",
    );
  });

  it("counts what is missing", () => {
    expect(toReadiness(setup({ ready: false, missing: ["A"] })).words).toBe(
      "1 variable is missing",
    );
    expect(toReadiness(setup({ realAccounts: 2 })).words).toBe("2 connected");
  });
});

it("leads with what does not answer", () => {
  const bad = setup({ label: "YouTube", health: { real: working, sandbox: resting } });
  const keyless = setup({ ready: false, missing: ["A"] });
  expect(toLead([setup()])).toBe("Every platform is ready for real accounts.");
  expect(toLead([setup(), keyless])).toBe("1 of 2 platforms are ready for real accounts.");
  expect(toLead([setup(), bad])).toMatch(/^YouTube is not answering well\./);
});
