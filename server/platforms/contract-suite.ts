import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import type { PlatformAdapter } from "./adapter";
import { contractCases } from "./contract-cases";
import { caseLabels, caseNames, type PlatformResults } from "./fixtures/case-names";
import { type ContractHarness, type DraftKind, Publisher } from "./fixtures/publisher";

/** What every adapter must do, whatever its platform. Each case begins with an account of its own. */
export function describeAdapter(
  adapter: PlatformAdapter,
  start: () => Promise<ContractHarness>,
): void {
  describe(`the ${adapter.platform} adapter`, () => {
    const results: PlatformResults = { platform: adapter.platform, cases: {} };
    let harness: ContractHarness;
    beforeEach(async () => {
      harness = await start();
    });
    afterEach(() => harness.close());
    afterAll(() => {
      const file = join(inject("contractResults"), `${adapter.platform}.json`);
      writeFileSync(file, JSON.stringify(results));
    });

    const publisher = (kind: DraftKind = "plain", killAfterSave?: number) =>
      new Publisher(adapter, harness, harness.draft(kind), killAfterSave);

    it.each(caseNames.map((name) => [caseLabels[name], name] as const))(
      "keeps to the contract: %s",
      async (_label, name) => {
        results.cases[name] = "failed";
        const reason = harness.notApplicable?.[name];
        if (reason === undefined) {
          await contractCases[name]({ adapter, harness, publisher });
          results.cases[name] = "ok";
        } else {
          expect(reason, "the reason why the case cannot exist here").not.toBe("");
          results.cases[name] = { notApplicable: reason };
        }
      },
    );

    it("finds nothing to object to in a good draft", () => {
      const issues = adapter.check(harness.draft("plain"));
      expect(issues.filter((issue) => issue.severity === "error")).toEqual([]);
    });

    it("keeps secrets out of the stored answer", async () => {
      const stored = JSON.stringify(await publisher().run());
      const { accessToken, credentials = {} } = harness.session;
      const named = Object.entries(credentials).filter(([name]) => /key|secret|pass/i.test(name));
      for (const secret of [accessToken, ...named.map(([, value]) => value)]) {
        if (secret.length > 6) expect(stored).not.toContain(secret);
      }
    });
  });
}
