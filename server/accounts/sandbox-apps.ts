import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Runtime } from "@/server/runtime";

const SandboxApps = z.record(
  z.string(),
  z.object({
    clientId: z.string(),
    clientSecret: z.string(),
    webhookSecret: z.string(),
    bearerToken: z.string().nullable(),
  }),
);
const AppsFile = z.object({ apps: SandboxApps });
type SandboxApps = z.infer<typeof SandboxApps>;

/** The apps this install has at the sandbox; one that runs alone shares them by a file. */
export function readSandboxApps({
  env,
  sandbox,
}: Pick<Runtime, "env" | "sandbox">): SandboxApps | null {
  if (sandbox) return SandboxApps.parse(sandbox.apps);
  const file = path.join(env.DATA_DIR, "sandbox", "apps.json");
  if (!env.SANDBOX_URL || !existsSync(file)) return null;
  return AppsFile.safeParse(JSON.parse(readFileSync(file, "utf8"))).data?.apps ?? null;
}
