import { expect } from "vitest";
import type { PlatformAdapter } from "./adapter";
import type { ContractHarness } from "./fixtures/publisher";

interface Suite {
  adapter: PlatformAdapter;
  harness: ContractHarness;
}

type Case = (suite: Suite) => Promise<void>;

function sign({ adapter, harness }: Suite, ageMs: number) {
  const { webhook } = adapter;
  const event = harness.signedEvent?.(ageMs);
  if (!webhook || !event) throw new Error("No webhook: name the reason.");
  const { body, headers, secret, now } = event;
  const verify = (change: Partial<typeof event> = {}) =>
    webhook.verify(change.body ?? body, change.headers ?? headers, change.secret ?? secret, now);
  return { event, verify, parse: () => webhook.parse(body) };
}

export const webhookSigned: Case = async (suite) => {
  const { verify, parse } = sign(suite, 0);
  expect(verify()).toBe(true);
  const [first] = parse();
  expect(first?.externalEventId).toBeTruthy();
  expect(first?.kind).toBeTruthy();
  expect(first?.externalPostId ?? first?.externalAccountId).toBeTruthy();
  expect(parse()[0]?.externalEventId).toBe(first?.externalEventId);
};

export const webhookTampered: Case = async (suite) => {
  const { event, verify } = sign(suite, 0);
  for (const at of [0, 3, event.body.length - 1]) {
    const changed = Uint8Array.from(event.body, (byte, index) => (index === at ? byte ^ 1 : byte));
    expect(verify({ body: changed })).toBe(false);
  }
  expect(verify({ headers: {} })).toBe(false);
  expect(verify({ secret: `${event.secret.slice(0, -4)}AAA=` })).toBe(false);
};

export const webhookStale: Case = async (suite) => {
  expect(sign(suite, 0).verify()).toBe(true);
  expect(sign(suite, 24 * 3_600_000).verify()).toBe(false);
};
