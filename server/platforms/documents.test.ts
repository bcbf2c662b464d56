import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";

it.each(PLATFORMS)("%s has a row in docs/platforms.md", (platform) => {
  expect(readFileSync("docs/platforms.md", "utf8")).toContain(`\n| ${catalog[platform].label}`);
});

it.each(PLATFORMS)("%s has its variables in docs/configuration.md", (platform) => {
  const told = readFileSync("docs/configuration.md", "utf8");
  const { envNames, apiVersion } = catalog[platform];
  if (apiVersion) expect(told).toContain(`\`${apiVersion.envName}\``);
  for (const name of envNames) {
    const [, provider = "", rest = ""] = /^OAUTH_([A-Z]+)_(.+)$/.exec(name) ?? [];
    const isUsual = ["CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URI"].includes(rest);
    expect(told).toContain(isUsual ? `\`${provider}\`` : `\`${name}\``);
  }
});
