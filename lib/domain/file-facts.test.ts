import { describe, expect, it } from "vitest";
import { writeBytes, writeDuration, writeFacts } from "./file-facts";

describe("facts of a file", () => {
  it.each([
    [0, "0 KB"],
    [1, "1 KB"],
    [420_000, "411 KB"],
    [3_565_158, "3.4 MB"],
    [5 * 1024 ** 3, "5 GB"],
  ])("%i bytes are %s", (bytes, words) => expect(writeBytes(bytes)).toBe(words));

  it.each([
    [200, "0:01"],
    [6000, "0:06"],
    [760_000, "12:40"],
    [3_723_000, "1:02:03"],
  ])("%i ms are %s", (durationMs, words) => expect(writeDuration(durationMs)).toBe(words));

  it("leave out what is not known", () => {
    const size = { bytes: 2048, width: 640, height: 360 };
    expect(writeFacts({ ...size, durationMs: 6000 })).toBe("2 KB, 640 × 360, 0:06");
    expect(writeFacts({ bytes: 2048, width: null, height: null, durationMs: null })).toBe("2 KB");
  });
});
