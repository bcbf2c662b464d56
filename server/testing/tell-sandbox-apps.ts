import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Sandbox } from "@/server/sandbox/create-sandbox";

/** Where a product looks for the apps of a sandbox that runs alone: without them no access is renewed. */
export function tellSandboxApps(
  dataDir: string,
  baseUrl: string,
  { apps, controlSecret }: Sandbox,
): void {
  mkdirSync(path.join(dataDir, "sandbox"), { recursive: true });
  const secrets = JSON.stringify({ baseUrl, apps, controlSecret });
  writeFileSync(path.join(dataDir, "sandbox", "apps.json"), secrets);
}
