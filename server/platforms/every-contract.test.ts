import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { PLATFORMS } from "@/lib/platforms/platform";
import { adapters } from "./registry";

it.each(PLATFORMS)("%s has an adapter that keeps to the contract", (platform) => {
  expect(adapters[platform].platform).toBe(platform);
  const file = join(import.meta.dirname, platform, "contract.test.ts");
  const test = readFileSync(file, "utf8");
  const [, alias = `${platform}Adapter`] =
    new RegExp(`const (\\w+) = ${platform}Adapter;`).exec(test) ?? [];
  const isRun = new RegExp(`^describeAdapter\\(${alias}\\b`, "m").test(test);
  expect(isRun, `${file} does not run the suite`).toBe(true);
});
