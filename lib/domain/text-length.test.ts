import twitterText from "twitter-text";
import { describe, expect, it } from "vitest";
import { countText, splitAtLimit, textLength } from "./text-length";

const SAMPLES = [
  "",
  "Plain words, nothing else.",
  "See https://example.com/a/very/long/path?with=query&and=more#fragment now",
  "See example.com and example.co.uk/path, then x.com/abc.",
  "Not a link: file.txt, e.g. this, v1.2.3 and node.js",
  "mail me@example.com or @example.com, #example.com, $example.com",
  "(http://en.wikipedia.org/wiki/Foo_(bar)) and http://a.b.c.example.org:8080/x.",
  "日本example.com と https://例え.jp/パス",
  "http://t.co/abcdef?x=1/more https://t.co/AbC.",
  "https://xn--fsqu00a.xn--0zwm56d/x xn--fsqu00a.com",
  "-example.com .example.com /example.com _example.com",
  "example.com.",
  "example.com, example.org; example.net!",
  "a.b_c.com foo_bar.com sub_domain.example.com",
  "EXAMPLE.COM HTTPS://EXAMPLE.COM/UP",
  "https://user:pass@example.com and ftp://example.com",
  "http://example.com?x=1&y=2, http://example.com/?q=a%20b#top",
  "example.com/@user/ http://example.com/@user/photo",
  "café naïve Ærø Ångström Ελλάδα Привет",
  "cafe\u0301 and e\u0301 decomposed",
  "中文字符和日本語テキスト 한국어",
  "“curly” ‘quotes’ – dash — em … ellipsis • bullet ‹›",
  "😀 👍🏽 👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇰 1️⃣ #️⃣ ☺️ ❤️ ©️ ™️",
  "☺ ❤ © ® ™ ‼ ⁉ ✓ ★ # * 1",
  "👨‍💻👩🏿‍🚀🧑 🤷🏼‍♀️ 🕵️‍♂️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "😀\uFE0F 👍\uFE0E ⌚ ⌚️ ▶️ ◀ 🅰️",
  "🇩 🇽🇽 4⃣",
  "zero\u200Bwidth\u200Cjoiner\u200Dspace\u2060",
  "\u202Aexample.com\u202C \u200Fhttps://example.com",
  "line\nbreak\r\nexample.com\ttab",
  "𝒳 𝓜ath 𐍈 astral",
  "٣٤ हिन्दी ไทย ქართული ខ្មែរ",
  "shop.みんな example.セール http://みんな.みんな",
  "😀example.com example.com😀 https://example.com/😀",
  "http://example.com/a–b/ü/ж?ü=1",
  `https://t.co/${"a".repeat(41)} tail`,
];

/** A small fixed generator, so that a failure can be repeated. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function mix(random: () => number): string {
  const pieces = SAMPLES.flatMap((sample) => sample.split(/(?<=[ ./:@#_-])/));
  const count = 1 + Math.floor(random() * 12);
  return Array.from({ length: count }, () => pieces[Math.floor(random() * pieces.length)]).join("");
}

describe("textLength on X", () => {
  it.each(SAMPLES)("counts %j as twitter-text does", (sample) => {
    expect(textLength("x", sample).length).toBe(twitterText.parseTweet(sample).weightedLength);
  });

  it("agrees on random mixtures", () => {
    const random = createRandom(7);
    for (let i = 0; i < 3000; i++) {
      const text = mix(random);
      expect([text, textLength("x", text).length]).toEqual([
        text,
        twitterText.parseTweet(text).weightedLength,
      ]);
    }
  });
});

describe("textLength elsewhere", () => {
  it("counts bytes for YouTube", () => {
    expect(textLength("youtube", "é€😀a")).toEqual({
      length: 10,
      max: 5000,
      unit: "bytes",
    });
  });
});

describe("countText", () => {
  it.each([
    ["graphemes", 3],
    ["utf16", 14],
    ["chars", 10],
    ["bytes", 29],
  ] as const)("counts %s", (unit, length) => {
    expect(countText(unit, "👩‍👩‍👧‍👦e\u0301!")).toBe(length);
  });

  it("of a thread counts the longest part", () => {
    expect(textLength("x", "one\n---\nthree", "thread")).toMatchObject({ length: 5, max: 280 });
    expect(textLength("x", "one\n---\nthree").length).toBe(13);
  });
});

describe("splitAtLimit", () => {
  it("leaves a text that fits alone", () => {
    expect(splitAtLimit("x", "short")).toEqual({ fits: "short", over: "" });
  });

  it("cuts after the last character that fits", () => {
    expect(splitAtLimit("x", `${"a".repeat(280)}bc`)).toEqual({
      fits: "a".repeat(280),
      over: "bc",
    });
  });

  it("moves a whole link or emoji over the limit", () => {
    const words = "a".repeat(270);
    expect(splitAtLimit("x", `${words} https://example.com/x y`).over).toBe(
      "https://example.com/x y",
    );
    expect(splitAtLimit("x", `${"a".repeat(279)}👩‍👩‍👧‍👦`).over).toBe("👩‍👩‍👧‍👦");
  });

  it("never splits a character in two", () => {
    const { fits, over } = splitAtLimit("youtube", `${"a".repeat(4999)}é!`);
    expect([fits.length, over]).toEqual([4999, "é!"]);
  });
});
