import { describe, expect, it } from "vitest";
import { PublishNow } from "@/lib/contracts/posts";

describe("PublishNow", () => {
  it("says what to choose", () => {
    const { error } = PublishNow.safeParse({});
    expect(error?.issues.map((issue) => issue.message)).toEqual([
      "Choose a campaign.",
      "Choose an account.",
    ]);
  });
});
