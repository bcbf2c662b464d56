import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { METRIC_NAMES } from "@/lib/platforms/catalog";
import type { PlatformAdapter } from "./adapter";
import { type ContractHarness, Publisher } from "./fixtures/publisher";

interface Suite {
  adapter: PlatformAdapter;
  harness(): ContractHarness;
  publisher(killAfterSave?: number): Publisher;
}

/** What every adapter must do, whatever its platform. */
export function describeAdapter(
  adapter: PlatformAdapter,
  start: () => Promise<ContractHarness>,
): void {
  describe(`the ${adapter.platform} adapter`, () => {
    let harness: ContractHarness;
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(() => harness.close());
    const suite: Suite = {
      adapter,
      harness: () => harness,
      publisher: (killAfterSave) => new Publisher(adapter, harness, harness.draft(), killAfterSave),
    };
    itPublishes(suite);
    itRefuses(suite);
    itPostsOnce(suite);
    itVerifies(suite);
  });
}

function itPublishes({ adapter, harness, publisher }: Suite): void {
  it("publishes once and reads the post's counts back", async () => {
    const outcome = await publisher().run();
    expect(outcome).toMatchObject({ kind: "published", visibility: "live" });
    if (outcome.kind !== "published") return;
    expect(outcome.externalId).not.toBe("");
    expect(outcome.permalink).toMatch(/^https?:\/\//);
    expect(harness().countPublished()).toBe(1);
    const counts = await adapter.engagement(harness().session, [outcome.externalId]);
    const told = counts.get(outcome.externalId);
    for (const name of METRIC_NAMES) {
      const count = told?.[name];
      expect(count === null || Number.isInteger(count), `${name}: ${count}`).toBe(true);
    }
  });

  it("finds nothing to object to in a good draft", () => {
    const errors = adapter.check(harness().draft()).filter((issue) => issue.severity === "error");
    expect(errors).toEqual([]);
  });

  it("keeps secrets out of the stored answer", async () => {
    const outcome = await publisher().run();
    const stored = JSON.stringify(outcome);
    const { accessToken, credentials = {} } = harness().session;
    const secrets = [accessToken, credentials.apiKey, credentials.signingSecret];
    for (const secret of secrets) if (secret) expect(stored).not.toContain(secret);
  });
}

function itRefuses({ harness, publisher }: Suite): void {
  it("obeys the wait of a rate limit, and nothing was posted", async () => {
    await harness().fault("rate_limit");
    const outcome = await publisher().publish();
    expect(outcome.kind).toBe("retry_later");
    if (outcome.kind !== "retry_later") return;
    expect(outcome.retryAfterMs).toBeGreaterThanOrEqual(29_000);
    expect(outcome.retryAfterMs).toBeLessThanOrEqual(31_000);
    expect(harness().countPublished()).toBe(0);
  });

  it("asks to reconnect when the account's key is dead", async () => {
    await harness().fault("unauthorized");
    expect((await publisher().publish()).kind).toBe("reconnect");
    expect(harness().countPublished()).toBe(0);
  });

  it("does not repeat what the platform refuses, and says why", async () => {
    await harness().fault("refusal");
    const outcome = await publisher().run();
    expect(outcome.kind).toBe("rejected");
    if (outcome.kind === "rejected") expect(outcome.message).not.toBe("");
  });
}

function itPostsOnce({ harness, publisher }: Suite): void {
  it.each(["server_error", "lost_answer"] as const)(
    "posts exactly once after a %s",
    async (fault) => {
      await harness().fault(fault);
      expect((await publisher().run()).kind).toBe("published");
      expect(harness().countPublished()).toBe(1);
    },
  );

  it("posts exactly once when the process dies after an answer was lost", async () => {
    await harness().fault("lost_answer");
    const dying = publisher();
    await dying.publish();
    expect((await dying.finish(await dying.resume())).kind).toBe("published");
    expect(harness().countPublished()).toBe(1);
  });

  it("posts exactly once when the process dies after any receipt", async () => {
    let count = 0;
    for (let kill = 1; ; kill++) {
      const dying = publisher(kill);
      expect((await dying.run()).kind).toBe("published");
      count += 1;
      expect(harness().countPublished()).toBe(count);
      if (dying.saves < kill) break;
    }
  });

  it("calls a death before the first receipt safe to repeat", async () => {
    const outcome = await publisher().resume();
    expect(outcome.kind).toBe("retry_later");
    expect(harness().countPublished()).toBe(0);
  });
}

function itVerifies({ adapter, harness }: Suite): void {
  it("takes a signed event and refuses it with one byte changed", () => {
    const event = harness().signedEvent?.();
    if (!event || !adapter.webhook) return;
    const { body, headers, secret } = event;
    const verify = (bytes: Uint8Array, using: Record<string, string>, key: string) =>
      adapter.webhook?.verify(bytes, using, key, new Date());
    expect(verify(body, headers, secret)).toBe(true);
    const changed = Uint8Array.from(body, (byte, index) => (index === 3 ? byte ^ 1 : byte));
    expect(verify(changed, headers, secret)).toBe(false);
    expect(verify(body, {}, secret)).toBe(false);
    expect(verify(body, headers, `${secret.slice(0, -4)}AAA=`)).toBe(false);
    const [first] = adapter.webhook.parse(body);
    expect(first?.externalEventId).toBeTruthy();
    expect(first?.externalPostId).toBeTruthy();
  });
}
