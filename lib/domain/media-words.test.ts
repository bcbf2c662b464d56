import { describe, expect, it } from "vitest";
import { listTypes, toCrop, toRatio, toSpan } from "@/lib/domain/media-words";

describe("media in words", () => {
  it.each([
    [0.8, "4:5"],
    [1.91, "1.91:1"],
    [16 / 9, "16:9"],
    [0.5625, "9:16"],
    [0.4, "1:2.5"],
    [1, "1:1"],
  ])("writes the ratio %d as %s", (ratio, words) => {
    expect(toRatio(ratio)).toBe(words);
  });

  it("names what a narrow range is meant for, else the end that was overstepped", () => {
    expect(toCrop({ min: 0.55, max: 0.575 }, 0.575)).toBe("9:16");
    expect(toCrop({ min: 0.8, max: 1.91 }, 0.8)).toBe("4:5");
  });

  it.each([
    [1, "1 second"],
    [90, "90 seconds"],
    [180, "3 minutes"],
    [140, "2 minutes 20 seconds"],
    [43_200, "12 hours"],
  ])("writes %d seconds as %s", (seconds, words) => {
    expect(toSpan(seconds)).toBe(words);
  });

  it("lists file types", () => {
    expect(listTypes(["video/mp4", "video/quicktime"])).toBe("MP4 or MOV");
  });
});
