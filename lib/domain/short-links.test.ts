import { describe, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { findLinks, isCode, renderLinks, toShortUrl } from "./short-links";

const found = (text: string, platform: "blog" | "x" = "blog") =>
  findLinks(catalog[platform], text).map(({ url }) => url);

describe("the links of a text", () => {
  it.each([
    ["Look: https://a.example/shop.", ["https://a.example/shop"]],
    [
      "(https://a.example/x_(y)) and http://b.example",
      ["https://a.example/x_(y)", "http://b.example"],
    ],
    ["“https://a.example/?q=1&r=2”, he said", ["https://a.example/?q=1&r=2"]],
    [
      "[shop](https://a.example/shop) **https://b.example/**",
      ["https://a.example/shop", "https://b.example/"],
    ],
    [
      "See https://a.example/x… or HTTPS://B.example!",
      ["https://a.example/x", "HTTPS://B.example"],
    ],
    ["twice https://a.example https://a.example", ["https://a.example", "https://a.example"]],
  ])("%s", (text, urls) => {
    expect(found(text)).toEqual(urls);
  });

  it.each([
    "www.a.example and a.example are no addresses yet",
    "![a cup](https://a.example/cup.png) is a picture",
    "https://a.example/?name={{1}} is filled in later",
    "詳細はhttps://a.example/xを見て ends nobody knows where",
    "https://user:secret@a.example is nothing to pass on",
    "ftp://a.example javascript://a.example xhttps://a.example",
  ])("leaves alone: %s", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("leaves alone what the platform shows as one of its own posts", () => {
    const text = "https://x.com/a/status/1 https://mobile.twitter.com/a https://notx.com/a";
    expect(found(text, "x")).toEqual(["https://notx.com/a"]);
    expect(found(text)).toHaveLength(3);
  });

  it("are replaced by their place, and only where they still stand", () => {
    const text = "One https://a.example/a two https://a.example/ab.";
    const items = findLinks(catalog.blog, text).map((span, place) => ({
      ...span,
      short: toShortUrl("https://b.example/", String(place)),
    }));
    expect(renderLinks(text, items)).toBe("One https://b.example/l/0 two https://b.example/l/1.");
    expect(renderLinks(`!${text}`, items)).toBe(`!${text}`);
    expect(renderLinks(text, [])).toBe(text);
  });

  it("are found soon in any text, and too long an address stays", () => {
    const odd = `https://a.example/${")".repeat(100_000)} ![${"![".repeat(50_000)}`;
    expect(found(`${odd} https://b.example`)).toEqual(["https://b.example"]);
  });
});

it("tells a code by its form", () => {
  expect(isCode("0aZ3456789")).toBe(true);
  for (const text of ["", "0aZ345678", "0aZ34567890", "0aZ345678-", "../../etc/"]) {
    expect(isCode(text)).toBe(false);
  }
});
