import { describe, expect, it } from "vitest";
import { EgressError } from "./http";
import { toNetworkOutcome } from "./network-outcome";

describe("what a broken connection means", () => {
  it.each([
    ["maybe", true, "unknown"],
    ["no", true, "retry_later"],
    ["maybe", false, "retry_later"],
  ] as const)("sent: %s, creates: %s", (sent, creates, kind) => {
    const lost = new EgressError("timeout", "The server did not answer in time", sent);
    expect(toNetworkOutcome(lost, "Elsewhere", { creates }).kind).toBe(kind);
  });

  it.each([
    ["private_address", "no"],
    ["scheme", "no"],
    ["redirect", "maybe"],
  ] as const)("asks who typed an address for another: %s", (code, sent) => {
    const refused = new EgressError(code, "This address may not be called", sent);
    const facts = { creates: true, isTyped: true };
    expect(toNetworkOutcome(refused, "The site", facts)).toMatchObject({ kind: "reconnect", code });
    const unsent = new EgressError(code, "This address may not be called", "no");
    expect(toNetworkOutcome(unsent, "Elsewhere", { creates: true }).kind).toBe("retry_later");
  });

  it("throws a bug on", () => {
    const read = () => toNetworkOutcome(new TypeError("bug"), "Elsewhere", { creates: true });
    expect(read).toThrow(TypeError);
  });
});
