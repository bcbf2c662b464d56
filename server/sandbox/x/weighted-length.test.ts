import twitterText from "twitter-text";
import { describe, expect, it } from "vitest";
import { weightedLength } from "./weighted-length";

describe("weightedLength", () => {
  it.each([
    "Plain words.",
    "Naïve café, déjà vu",
    "日本語のテキスト",
    "Family 👨‍👩‍👧‍👦 and thumbs 👍🏽 and flag 🇩🇰",
    "See https://example.com/a/very/long/path?with=query#and-hash, then go.",
    "Bare x.com/abc and northlight.coffee and example.org.",
    "Not a link: e.g. this... or 3.5 or a.b",
    "Mail me@example.com or @name #tag",
    "Brackets (https://example.com/a) end",
    "Two https://a.co https://b.io/x",
  ])("counts as X does: %s", (text) => {
    expect(weightedLength(text)).toBe(twitterText.parseTweet(text).weightedLength);
  });
});
