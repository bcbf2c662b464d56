import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import { contractCases } from "../contract-cases";
import { describeAdapter } from "../contract-suite";
import { caseLabels, caseNames } from "../fixtures/case-names";
import { type ContractHarness, type DraftKind, Publisher } from "../fixtures/publisher";
import { linkedinAdapter } from "./adapter";
import { startLinkedin } from "./fixtures/start-linkedin";

describeAdapter(linkedinAdapter, () => startLinkedin(createSandbox, "page"));

describe("a member, whose posts no app may read", () => {
  let harness: ContractHarness;
  beforeEach(async () => {
    // With files a doubtful post is left to a person.
    const expects = { death: "unknown", refused_after_accept: "unknown" } as const;
    harness = await startLinkedin(createSandbox, "member", { expects });
  });
  afterEach(() => harness.close());

  it.each(caseNames.map((name) => [caseLabels[name], name] as const))(
    "keeps to the contract too: %s",
    async (_label, name) => {
      const publisher = (kind: DraftKind = "plain", killAfterSave?: number) =>
        new Publisher(linkedinAdapter, harness, harness.draft(kind), killAfterSave);
      const reason = harness.notApplicable?.[name];
      if (reason) expect(reason).not.toBe("");
      else await contractCases[name]({ adapter: linkedinAdapter, harness, publisher });
    },
  );
});
