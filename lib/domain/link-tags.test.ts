import { describe, expect, it } from "vitest";
import { checkTemplate, DEFAULT_TEMPLATE, toTag, toTarget } from "./link-tags";

const values = { platform: "x", campaign: "autumn", variant: "b", account: "northlight" };
const target = (url: string, template = DEFAULT_TEMPLATE, own = values) =>
  toTarget(url, { template, values: own, code: "0123456789" });

describe("where a short link leads", () => {
  it("adds the tags and the code", () => {
    expect(target("https://a.example/shop#new")).toBe(
      "https://a.example/shop?utm_source=x&utm_medium=social&utm_campaign=autumn&utm_content=b&bw=0123456789#new",
    );
  });

  it("keeps what the address says, letter by letter", () => {
    expect(target("https://a.example/?utm_source=mail&sig=a%20b+c&empty")).toBe(
      "https://a.example/?utm_source=mail&sig=a%20b+c&empty&utm_medium=social&utm_campaign=autumn&utm_content=b&bw=0123456789",
    );
  });

  it("puts its own code in the place of another link's, and leaves what is no code", () => {
    const bare = (url: string) => target(url, "");
    expect(bare("https://a.example/?bw=Ab3dE5gH7j")).toBe("https://a.example/?bw=0123456789");
    expect(bare("https://a.example/?a=b%20c&bw=Ab3dE5gH7j&d&%62w=Ab3dE5gH7k#e")).toBe(
      "https://a.example/?a=b%20c&d&bw=0123456789#e",
    );
    const theirs = "https://a.example/?bw=black+white&x=%7e";
    expect(bare(theirs)).toBe(theirs);
  });

  it("leaves out a tag that would be empty, and encodes the others", () => {
    const own = { ...values, campaign: "", variant: "", account: "a&b=c" };
    expect(target("https://a.example", "utm_campaign={campaign}&from={account}", own)).toBe(
      "https://a.example/?from=a%26b%3Dc&bw=0123456789",
    );
    expect(target("https://a.example/?x=1&", "", own)).toBe("https://a.example/?x=1&bw=0123456789");
  });
});

describe("a template", () => {
  it.each(["", DEFAULT_TEMPLATE, "ref=bandwagon-{platform}-{variant}"])("may be “%s”", (text) => {
    expect(checkTemplate(text)).toBeNull();
  });

  it.each([
    ["utm_source={plattform}", "{plattform} stands for nothing"],
    ["bw=1", "is added by itself"],
    ["a b=1", "Write tags as name=value"],
    [Array.from({ length: 13 }, (_, at) => `a${at}=1`).join("&"), "at most 12"],
  ])("may not be “%s”", (text, words) => {
    expect(checkTemplate(text)).toContain(words);
  });
});

it("writes names as they stand in addresses", () => {
  expect(toTag("  Autumn launch, week 2! ")).toBe("autumn-launch-week-2");
  expect(toTag("Køb nu — ÅR")).toBe("køb-nu-år");
  expect(toTag("…")).toBe("");
});
