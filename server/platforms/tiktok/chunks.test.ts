import { describe, expect, it } from "vitest";
import { nextChunk, planChunks, toProgress } from "./chunks";

const MB = 1_000_000;
const MIB = 1024 * 1024;

function listChunks(total: number): number[] {
  const plan = planChunks(total);
  const sizes: number[] = [];
  for (let at = 0; at < total; ) {
    const { start, end } = nextChunk(plan, at);
    expect(start).toBe(at);
    sizes.push(end - start);
    at = end;
  }
  return sizes;
}

describe("the chunks of a file", () => {
  it.each([1, 5 * MB - 1, 5 * MB, 8 * MIB - 1])("sends %i bytes whole", (total) => {
    expect(planChunks(total)).toEqual({ total, chunkSize: total, count: 1 });
    expect(listChunks(total)).toEqual([total]);
  });

  it.each([8 * MIB, 16 * MIB - 1, 16 * MIB, 64 * MB + 1, 50_000_123, 4096 * MIB])(
    "keeps to the rules with %i bytes",
    (total) => {
      const { chunkSize, count } = planChunks(total);
      expect(chunkSize).toBeGreaterThanOrEqual(5 * MIB);
      expect(chunkSize).toBeLessThanOrEqual(64 * MB);
      expect(count).toBe(Math.floor(total / chunkSize));
      expect(count).toBeLessThanOrEqual(1000);
      const sizes = listChunks(total);
      expect(sizes).toHaveLength(count);
      expect(sizes.slice(0, -1).every((size) => size === chunkSize)).toBe(true);
      expect(sizes.at(-1)).toBeLessThanOrEqual(128 * MB);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(total);
    },
  );

  it("goes on in the middle of a chunk up to its end", () => {
    const plan = planChunks(20 * MIB);
    expect(nextChunk(plan, 3 * MIB)).toEqual({ start: 3 * MIB, end: 8 * MIB });
    expect(nextChunk(plan, 17 * MIB)).toEqual({ start: 17 * MIB, end: 20 * MIB });
  });

  it.each([
    ["bytes 0-8388607/17000000", 8_388_608],
    ["bytes */17000000", 0],
    ["bytes 0-99/*", 100],
    ["items 1", null],
    [undefined, null],
  ])("reads the progress in %s", (header, bytes) => {
    expect(toProgress(header)).toBe(bytes);
  });
});
