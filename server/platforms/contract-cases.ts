import { expect } from "vitest";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { PlatformAdapter } from "./adapter";
import { webhookSigned, webhookStale, webhookTampered } from "./contract-webhook-cases";
import type { CaseName } from "./fixtures/case-names";
import type { ContractFault, ContractHarness, DraftKind, Publisher } from "./fixtures/publisher";

export interface Suite {
  adapter: PlatformAdapter;
  harness: ContractHarness;
  publisher(kind?: DraftKind, killAfterSave?: number): Publisher;
}

type Case = (suite: Suite) => Promise<void>;

/** Id, address and visibility are there: the post's page and its counts hang on them. */
function expectPublished(harness: ContractHarness, outcome: PublishOutcome, name?: CaseName) {
  const { visibility = "live", hasPermalinks = true, losesPermalink = [] } = harness;
  expect(outcome).toMatchObject({ kind: "published", visibility });
  if (outcome.kind !== "published") throw new Error(outcome.kind);
  expect(outcome.externalId).not.toBe("");
  if (name && losesPermalink.includes(name)) return outcome;
  if (hasPermalinks) expect(outcome.permalink).toMatch(/^https?:\/\/\S+$/);
  else expect(outcome.permalink).toBeNull();
  return outcome;
}

function expectRefused(outcome: PublishOutcome, kind: PublishOutcome["kind"]): void {
  expect(outcome.kind, JSON.stringify(outcome)).toBe(kind);
  if ("message" in outcome) expect(outcome.message).not.toBe("");
  if ("code" in outcome) expect(outcome.code).not.toBe("");
}

const success: Case = async ({ harness, publisher }) => {
  expectPublished(harness, await publisher().run());
  expect(harness.countPublished()).toBe(1);
};

const pending: Case = async ({ harness, publisher }) => {
  const slow = publisher("slow");
  const first = await slow.publish();
  expect(first.kind).toBe("pending");
  const last = await slow.finish(first);
  expect(last).toMatchObject({ kind: "published" });
  if (last.kind === "published") expect(last.externalId).not.toBe("");
  expect(harness.countPublished()).toBe(1);
};

const tokenExpired: Case = async ({ harness, publisher }) => {
  await harness.fault("token_expired");
  const struck = publisher();
  let outcome = await struck.publish();
  // Some platforms open a session for each post, so that an expired one is never seen.
  if (outcome.kind === "reconnect") {
    expect(harness.countPublished()).toBe(0);
    expect(await harness.refresh()).toMatchObject({ ok: true });
    outcome = await struck.publish();
  }
  expectPublished(harness, await struck.finish(outcome));
  expect(harness.countPublished()).toBe(1);
};

const refreshRefused: Case = async ({ harness, publisher }) => {
  await harness.fault("grant_revoked");
  expectRefused(await publisher().publish(), "reconnect");
  expect(harness.countPublished()).toBe(0);
  const renewed = await harness.refresh();
  if (renewed) expect(renewed).toMatchObject({ ok: false, definitive: true });
};

/** Surely not posted, and the platform says why. */
function refusal(fault: ContractFault & CaseName, usual: PublishOutcome["kind"]): Case {
  return async ({ harness, publisher }) => {
    await harness.fault(fault);
    const outcome = await publisher(fault === "media_refused" ? "media" : "plain").run();
    expectRefused(outcome, harness.expects?.[fault] ?? usual);
    if (fault === "media_refused") expect(outcome).toMatchObject({ field: "media" });
    const isTaken = outcome.kind === "rejected" && fault !== "permission_missing";
    expect(harness.countPublished()).toBe(isTaken ? (harness.refusedCount ?? 0) : 0);
  };
}

const rateLimit: Case = async ({ harness, publisher }) => {
  const { hintMs = 30_000 } = harness;
  await harness.fault("rate_limit");
  const limited = publisher();
  const outcome = await limited.publish();
  expectRefused(outcome, "retry_later");
  if (outcome.kind !== "retry_later") return;
  expect(outcome.retryAfterMs).toBeGreaterThanOrEqual(hintMs - 1_000);
  expect(outcome.retryAfterMs).toBeLessThanOrEqual(hintMs + 1_000);
  expect(harness.countPublished()).toBe(0);
  expectPublished(harness, await limited.finish(outcome));
  expect(harness.countPublished()).toBe(1);
};

const rateLimitWithoutHint: Case = async ({ harness, publisher }) => {
  await harness.fault("rate_limit_without_hint");
  const limited = publisher();
  const outcome = await limited.publish();
  expectRefused(outcome, "retry_later");
  if (outcome.kind === "retry_later" && outcome.retryAfterMs !== null) {
    expect(outcome.retryAfterMs).toBeGreaterThan(0);
  }
  expect(harness.countPublished()).toBe(0);
  expectPublished(harness, await limited.finish(outcome));
  expect(harness.countPublished()).toBe(1);
};

/** Nobody may send again what is in one of these. */
const IN_DOUBT: readonly PublishOutcome["kind"][] = ["unknown", "pending", "published"];

/** The other side took it, and said so in no way that can be read. */
function accepted(name: CaseName, fault: ContractFault): Case {
  return async ({ harness, publisher }) => {
    await harness.fault(fault);
    const doubtful = publisher();
    const first = await doubtful.publish();
    expect(IN_DOUBT, "what is out is not to be sent again unseen").toContain(first.kind);
    expect(harness.countPublished()).toBe(1);
    await expectDecided(harness, name, await doubtful.finish(first), 1);

    await harness.fault(fault);
    const dying = publisher();
    await dying.publish();
    // The answer is forgotten with the process; what was saved before it is all there is.
    await expectDecided(harness, name, await dying.finish(await dying.resume()), 2);
  };
}

/**
 * Taken, and from then on the platform refuses whoever asks what became of it: told or untold, the
 * post is looked for with a new access, and never sent again.
 */
const refusedAfterAccept: Case = async ({ harness, publisher }) => {
  const kinds: DraftKind[] = harness.notApplicable?.pending ? ["plain"] : ["plain", "slow"];
  const ends = ["published", harness.expects?.refused_after_accept ?? "published"];
  let count = 0;
  for (const kind of kinds) {
    for (const isTold of [true, false]) {
      await harness.fault("refused_after_accept");
      if (!isTold) await harness.fault("error_after_accept");
      const refused = publisher(kind);
      const first = await refused.publish();
      expect(IN_DOUBT, `${kind}: what is out is not called unposted`).toContain(first.kind);
      const last = await refused.finish(first);
      count += 1;
      await harness.refresh();
      if (isTold) expectPublished(harness, last);
      else expect(ends, JSON.stringify(last)).toContain(last.kind);
      expect(harness.countPublished()).toBe(count);
    }
  }
  await harness.fault("revoked_after_accept");
  const lasting = publisher(kinds.at(-1));
  let outcome = await lasting.publish();
  for (let look = 0; look < 6; look++) {
    expect(IN_DOUBT, "nobody can look, which proves nothing").toContain(outcome.kind);
    if (outcome.kind === "published") break;
    harness.advance(120_000);
    outcome = await lasting.resume();
  }
  expect(harness.countPublished()).toBeLessThanOrEqual(count + 1);
};

/** Published, or parked for a person where the platform cannot be asked; never posted twice. */
async function expectDecided(
  harness: ContractHarness,
  name: CaseName,
  last: PublishOutcome,
  count: number,
): Promise<void> {
  const expected = harness.expects?.[name] ?? "published";
  if (expected === "published") expectPublished(harness, last, name);
  else expectRefused(last, expected);
  expect(harness.countPublished()).toBe(count);
}

const serverError: Case = async ({ harness, publisher }) => {
  await harness.fault("server_error");
  const failed = publisher();
  const first = await failed.publish();
  expect(["retry_later", "unknown"]).toContain(first.kind);
  expect(harness.countPublished()).toBe(0);
  const last = await failed.finish(first);
  const isParked = harness.expects?.server_error === "unknown";
  await expectDecided(harness, "server_error", last, isParked ? 0 : 1);
};

const timeoutNotPosted: Case = async ({ harness, publisher }) => {
  await harness.fault("lost_request");
  const lost = publisher();
  const first = await lost.publish();
  expect(["retry_later", "unknown", "pending"]).toContain(first.kind);
  expect(harness.countPublished()).toBe(0);
  const last = await lost.finish(first);
  const isParked = harness.expects?.timeout_not_posted === "unknown";
  await expectDecided(harness, "timeout_not_posted", last, isParked ? 0 : 1);
};

const death: Case = async ({ adapter, harness, publisher }) => {
  const unborn = await publisher().resume();
  expect(unborn.kind, "a death before the first receipt is safe to repeat").toBe("retry_later");
  expect(harness.countPublished()).toBe(0);
  const kinds = ["published", harness.expects?.death ?? "published"];
  for (const draft of ["plain", "media"] as const) {
    for (let kill = 1; ; kill++) {
      const before = harness.countPublished();
      const dying = publisher(draft, kill);
      const last = await dying.run();
      expect(kinds, `${adapter.platform}, ${draft}, receipt ${kill}`).toContain(last.kind);
      const made = harness.countPublished() - before;
      if (last.kind === "published") expect(made).toBe(1);
      else expect(made).toBeLessThanOrEqual(1);
      if (dying.saves < kill) break;
    }
  }
};

const removal: Case = async ({ adapter, harness, publisher }) => {
  const { externalId } = expectPublished(harness, await publisher().run());
  const { session } = harness;
  if (!adapter.remove) throw new Error("No way to remove a post: name the reason.");
  expect(await adapter.remove(session, externalId)).toEqual({ kind: "removed" });
  const again = await adapter.remove(session, externalId);
  expect(["already_gone", "removed"]).toContain(again.kind);
  const told = (await adapter.engagement(session, [externalId])).get(externalId) ?? {};
  expect(Object.values(told).filter((count) => count !== null)).toEqual([]);
};

const engagement: Case = async ({ adapter, harness, publisher }) => {
  const { externalId } = expectPublished(harness, await publisher().run());
  harness.advance(harness.countedAfterMs ?? 1_800_000);
  if (harness.countedAfterMs !== undefined) await harness.refresh();
  const told = (await adapter.engagement(harness.session, [externalId])).get(externalId);
  const { metrics } = catalog[adapter.platform];
  const pulled = METRIC_NAMES.filter((name) => metrics[name] === "pull");
  for (const name of METRIC_NAMES) {
    const count = told?.[name];
    const isCount = typeof count === "number" && Number.isInteger(count) && count >= 0;
    expect(count === null || isCount, `${name}: ${count}`).toBe(true);
  }
  const { untold = [] } = harness;
  const unknown = pulled.filter(
    (name) => typeof told?.[name] !== "number" && !untold.includes(name),
  );
  expect(unknown, "the catalog says that these are pulled").toEqual([]);
};

export const contractCases: Record<CaseName, Case> = {
  success,
  pending,
  token_expired: tokenExpired,
  refresh_refused: refreshRefused,
  permission_missing: refusal("permission_missing", "reconnect"),
  rate_limit: rateLimit,
  rate_limit_without_hint: rateLimitWithoutHint,
  duplicate: refusal("duplicate", "rejected"),
  policy_refusal: refusal("policy_refusal", "rejected"),
  media_refused: refusal("media_refused", "rejected"),
  server_error: serverError,
  error_after_accept: accepted("error_after_accept", "error_after_accept"),
  refused_after_accept: refusedAfterAccept,
  timeout_posted: accepted("timeout_posted", "lost_answer"),
  timeout_not_posted: timeoutNotPosted,
  malformed_answer: accepted("malformed_answer", "malformed_answer"),
  answer_without_id: accepted("answer_without_id", "answer_without_id"),
  death,
  removal,
  engagement,
  webhook_signed: webhookSigned,
  webhook_tampered: webhookTampered,
  webhook_stale: webhookStale,
};
