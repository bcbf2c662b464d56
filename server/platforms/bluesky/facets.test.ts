import { describe, expect, it } from "vitest";
import { findLinks, toFacets } from "./facets";

const nobody = new Map<string, string>();

/** The bytes of each range, as text again, and what it stands for. */
function read(text: string, dids: ReadonlyMap<string, string> = nobody) {
  const bytes = Buffer.from(text);
  return toFacets(text, dids).map(({ index, features: [feature] }) => [
    bytes.subarray(index.byteStart, index.byteEnd).toString("utf8"),
    "uri" in feature ? feature.uri : "did" in feature ? feature.did : `#${feature.tag}`,
  ]);
}

describe("links", () => {
  it("counts bytes, not letters", () => {
    const [facet] = toFacets("👩‍🌾 é https://example.com/ü", nobody);
    expect(facet).toEqual({
      index: { byteStart: 15, byteEnd: 37 },
      features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://example.com/ü" }],
    });
  });

  it.each([
    ["See https://example.com/a.", "https://example.com/a", "https://example.com/a"],
    ["(https://example.com/a)", "https://example.com/a", "https://example.com/a"],
    ["https://example.com/a_(b), so", "https://example.com/a_(b)", "https://example.com/a_(b)"],
    ["at example.com/shop?x=1#y!", "example.com/shop?x=1#y", "https://example.com/shop?x=1#y"],
    ["HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM"],
    ["line\nexample.org", "example.org", "https://example.org"],
  ])("finds the one in %j", (text, shown, uri) => {
    expect(read(text)).toEqual([[shown, uri]]);
  });

  it.each(["see node.js", "me@example.com", "3.5 kg", "e.g. this", "https://", "a.b.notatld/x"])(
    "finds none in %j",
    (text) => {
      expect(findLinks(text)).toEqual([]);
    },
  );
});

describe("mentions", () => {
  const dids = new Map([["alice.bsky.social", "did:plc:alice"]]);

  it("names who could be found and leaves the rest plain", () => {
    expect(read("🌱 @Alice.bsky.social, and @bob.example!", dids)).toEqual([
      ["@Alice.bsky.social", "did:plc:alice"],
    ]);
  });

  it("takes no address for mail and no lone name", () => {
    expect(read("mail me@alice.bsky.social or @alice", dids)).toEqual([]);
  });
});

describe("hashtags", () => {
  it("ends them at punctuation and leaves numbers alone", () => {
    expect(read("#coffee, #1 #café2 #Über! a#b ##x # #...")).toEqual([
      ["#coffee", "#coffee"],
      ["#café2", "#café2"],
      ["#Über", "#Über"],
      ["##x", "##x"],
    ]);
  });

  it("leaves out what is too long to be one", () => {
    expect(read(`#${"x".repeat(64)}`)).toHaveLength(1);
    expect(read(`#${"x".repeat(65)}`)).toHaveLength(0);
  });
});

it("lists everything in the order of the text, and nothing twice", () => {
  const dids = new Map([["a.test", "did:plc:a"]]);
  expect(read("#one @a.test https://example.com/#two @b.test", dids)).toEqual([
    ["#one", "#one"],
    ["@a.test", "did:plc:a"],
    ["https://example.com/#two", "https://example.com/#two"],
  ]);
});
