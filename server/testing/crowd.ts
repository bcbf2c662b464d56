import { eq } from "drizzle-orm";
import { Platform } from "@/lib/platforms/platform";
import { connectCredentials } from "@/server/accounts/connect-credentials";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import type { SandboxProfile } from "@/server/platforms/fixtures/connect-sandbox";
import type { ServedSandbox } from "@/server/platforms/fixtures/serve-sandbox";
import type { Runtime } from "@/server/runtime";
import type { PlatformModule } from "@/server/sandbox/platform-module";
import { modules } from "@/server/sandbox/platforms";
import { openBrowser } from "@/server/testing/sandbox-world";
import { addWorkspace, contextFor } from "@/server/testing/world";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

// One person may open only so many windows of platforms in a minute.
const PER_WORKSPACE = 25;

/** How many people each platform of a sandbox has. */
export type Crowd = Readonly<Partial<Record<Platform, number>>>;

export interface CrowdAccount {
  /** Its workspace's owner. */
  ctx: Ctx;
  id: string;
  platform: string;
}

/** The sandbox's own platforms with so many people that hundreds of posts can go out side by side. */
export function withCrowd(crowd: Crowd): PlatformModule[] {
  return modules.flatMap((module) => {
    const people = crowd[module.platform as Platform];
    const [first] = module.profiles;
    if (!people || !first) return [];
    const profiles = Array.from({ length: people }, (_, i) => {
      const name = `person${String(i).padStart(4, "0")}`;
      return { ...first, name, username: first.username.replace(/^[^.]+/, name) };
    });
    return [{ ...module, profiles }];
  });
}

/** Connects all of them, each as its platform wants it, a few to a workspace. */
export async function connectCrowd(
  runtime: Runtime,
  served: ServedSandbox,
  crowd: Crowd,
): Promise<CrowdAccount[]> {
  const people = await listPeople(served, crowd);
  const connected: CrowdAccount[] = [];
  for (let at = 0; at < people.length; at += PER_WORKSPACE) {
    const { workspaceId, userId } = await addWorkspace(runtime, `Crowd ${at / PER_WORKSPACE}`);
    const ctx = contextFor(runtime, workspaceId, userId, "owner");
    // What posts in a crowd posts much and often: nothing but the publisher should hold it back.
    await updateWorkspace(ctx, { settings: { minGapMinutes: 0 } });
    await connectPeople(ctx, userId, people.slice(at, at + PER_WORKSPACE));
    const rows = await ctx.db
      .select({ id: socialAccounts.id, platform: socialAccounts.platform })
      .from(socialAccounts)
      .where(eq(socialAccounts.workspaceId, workspaceId))
      .orderBy(socialAccounts.id);
    connected.push(...rows.map((row) => ({ ...row, ctx })));
  }
  if (connected.length !== people.length) {
    throw new Error(`${connected.length} of ${people.length} people of the sandbox are connected.`);
  }
  return connected;
}

async function listPeople(served: ServedSandbox, crowd: Crowd): Promise<SandboxProfile[]> {
  const people: SandboxProfile[] = [];
  for (const platform of Object.keys(crowd)) {
    const path = `accounts?platform=${platform}`;
    people.push(...(await served.control<{ accounts: SandboxProfile[] }>(path)).accounts);
  }
  return people;
}

async function connectPeople(ctx: Ctx, userId: string, people: SandboxProfile[]): Promise<void> {
  const browser = await openBrowser(ctx.runtime, { userId, workspaceId: ctx.workspaceId });
  for (const { platform, username, password } of people) {
    if (password === null) {
      await browser.connect(platform, username);
      continue;
    }
    const fields = { identifier: username, appPassword: password };
    await connectCredentials(ctx, { platform: Platform.parse(platform), world: "sandbox", fields });
  }
}
