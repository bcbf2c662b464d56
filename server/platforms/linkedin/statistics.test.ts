import { expect, it } from "vitest";
import { readShareStatistics, readSocialMetadata } from "./statistics";

it("calls what it was not told unknown, and takes no negative sum", () => {
  const answer = (body: unknown) => ({
    status: 200,
    headers: {},
    bytes: new Uint8Array(),
    text: () => JSON.stringify(body),
    json: () => body,
  });
  const total = { impressionCount: 5, likeCount: -1, shareCount: "x" };
  const elements = [{ share: "urn:li:share:1", totalShareStatistics: total }];
  expect(readShareStatistics(answer({ elements }))?.get("urn:li:share:1")).toMatchObject({
    views: 5,
    likes: 0,
    shares: null,
    comments: null,
  });
  expect(readShareStatistics(answer("nonsense"))).toBeNull();
  const reactionSummaries = { LIKE: { count: 2 }, PRAISE: { count: 3 } };
  expect(readSocialMetadata(answer({ reactionSummaries }))).toMatchObject({
    likes: 5,
    comments: null,
    views: null,
  });
});
