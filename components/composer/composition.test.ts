import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/api/fetcher";
import type { AccountView } from "@/lib/contracts/accounts";
import type { PublishAnswer } from "@/lib/contracts/publish";
import { PublishRequest } from "@/lib/contracts/publish";
import { draftOf, emptyComposition, isReady, isTyped, toRequest, withOwn } from "./composition";
import { describeTaken, leftToSay, submitWords, toProblems } from "./told";

const account = (id: string, platform: string) =>
  ({ id, platform, handle: `@${platform}` }) as AccountView;
const x = account("01900000-0000-7000-8000-000000000001", "x");
const wordpress = account("01900000-0000-7000-8000-000000000002", "wordpress");
const written = { ...emptyComposition, title: "Autumn", text: "It is here." };

describe("a composition", () => {
  it("gives each account what it can show, or its own words", () => {
    expect(draftOf(x, written)).toMatchObject({ title: "", text: "It is here." });
    expect(draftOf(wordpress, written)).toMatchObject({ title: "Autumn" });
    const own = withOwn(written, x, (now) => ({ ...now, text: "Short." }));
    expect(draftOf(x, { ...written, own })).toMatchObject({ text: "Short." });
    expect(withOwn({ ...written, own }, x, null)).toEqual({});
    expect([isTyped(emptyComposition), isTyped(written)]).toEqual([false, true]);
  });

  it("is sent as the API takes it, at the time of the zone", () => {
    const at = { ...written, when: "at" as const, day: "2026-07-01", time: "09:30" };
    const request = toRequest([x, wordpress], at, "Europe/Copenhagen");
    expect(request).toMatchObject({ status: "scheduled", scheduledAt: "2026-07-01T07:30:00.000Z" });
    expect(PublishRequest.safeParse(request).success).toBe(true);
    const now = toRequest([x], written, "UTC");
    expect([now.status, PublishRequest.safeParse(now).success]).toEqual(["published", true]);
  });

  it("tells what was taken, and puts each refusal at its account", () => {
    const results = [
      { accountId: x.id, ok: true },
      { accountId: wordpress.id, ok: false },
    ];
    const answer = { status: "publishing", results } as unknown as PublishAnswer;
    expect(describeTaken(answer, [x, wordpress])).toBe("On its way to 1 of 2 accounts");
    const first = { ...answer, status: "draft", results: results.slice(0, 1) } as PublishAnswer;
    expect(describeTaken(first, [x])).toBe("Kept as a draft for @x");
    const problem = { type: "", title: "", status: 422, detail: "No.", code: "", requestId: "" };
    const errors = [{ path: "targets.1.content.text", message: "Too long." }];
    expect(toProblems(new ApiError({ ...problem, errors }), [x, wordpress])).toEqual({
      byAccount: { [wordpress.id]: "Too long." },
    });
    expect(toProblems(new ApiError(problem), [x])).toEqual({ byAccount: {}, form: "No." });
  });
});

describe("the button", () => {
  const fine = { when: "now", needsApproval: false, ready: 2, of: 2 } as const;

  it("says how many accounts can have it, and whether somebody has to approve it", () => {
    expect([x, wordpress].map((each) => isReady(each, emptyComposition))).toEqual([false, false]);
    expect(isReady(x, written)).toBe(true);
    expect(submitWords(fine)).toBe("Publish now");
    expect(submitWords({ ...fine, ready: 1, of: 5 })).toBe("Publish to 1 of 5");
    expect(submitWords({ ...fine, ready: 0 })).toBe("Publish now");
    expect(submitWords({ ...fine, needsApproval: true })).toBe("Send for approval");
    expect(submitWords({ ...fine, when: "at", ready: 1 })).toBe("Schedule 1 of 2");
    expect(submitWords({ ...fine, when: "draft", ready: 1 })).toBe("Save draft");
  });
});

it("says nothing twice, and calls a post a post", () => {
  const issues = [{ message: "It needs a video. Upload an MP4 to this post." }];
  const problem = "It needs a video. Upload an MP4 to this variant.";
  expect(leftToSay(problem, issues)).toBe("");
  expect(leftToSay(`${problem} Connect it again.`, issues)).toBe("Connect it again.");
});
