import { expect, it } from "vitest";
import { toComparable, toLittleText } from "./little-text";

it("escapes every character that would end the post", () => {
  expect(toLittleText("\\ | { } @ [ ] ( ) < > # * _ ~")).toBe(
    "\\\\ \\| \\{ \\} \\@ \\[ \\] \\( \\) \\< \\> \\# \\* \\_ \\~",
  );
});

it.each([
  ["New today #coffee, and #Röstung2026!", "New today #coffee, and #Röstung2026!"],
  ["(#coffee)", "\\(#coffee\\)"],
  ["C# and a#b and /page#top", "C\\# and a\\#b and /page\\#top"],
  ["We are #1 of #snake_case", "We are \\#1 of #snake\\_case"],
  ["Mail me@example.com or @ines", "Mail me\\@example.com or \\@ines"],
  [
    "Ask @[Acme (Paris)](urn:li:organization:12) or [us](https://a.example/b_c)",
    "Ask @[Acme \\(Paris\\)](urn:li:organization:12) or \\[us\\]\\(https://a.example/b\\_c\\)",
  ],
])("keeps tags and mentions in %j", (text, little) => {
  expect(toLittleText(text)).toBe(little);
});

it("finds the same text in what LinkedIn gives back", () => {
  const given = "Read {hashtag|\\#|coffee} of @[Acme \\(Paris\\)](urn:li:organization:12)\n\n\\<3 ";
  expect(toComparable(given)).toBe("Read #coffee of Acme (Paris) <3");
  for (const text of ["#a_b (c) \\ {d} <3", "@[A](urn:li:person:x-1) *#1*", "plain"]) {
    expect(toComparable(toLittleText(text))).toBe(text.replace("@[A](urn:li:person:x-1)", "A"));
  }
});
