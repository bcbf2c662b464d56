import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import type { SandboxPersona, SandboxPersonaList } from "@/lib/contracts/sandbox";
import { PLATFORMS } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { callSandbox } from "@/server/sandbox-control/call-sandbox";

const Platforms = z.object({
  platforms: z.array(z.object({ platform: z.string(), label: z.string() })),
});
const Accounts = z.object({
  accounts: z.array(
    z.object({ id: z.string(), platform: z.string(), username: z.string(), name: z.string() }),
  ),
});

/** Everybody who lives in the sandbox; first those whom this workspace has connected. */
export async function listPersonas(ctx: Ctx): Promise<SandboxPersonaList> {
  const labels = await readPlatformLabels(ctx);
  const { body } = await callSandbox(ctx.runtime, { path: "accounts" });
  const connected = await readConnected(ctx);
  const items = Accounts.parse(body).accounts.map(
    ({ id, platform, username, name }): SandboxPersona => ({
      id,
      platform: toPlatform(platform),
      label: labels.get(platform) ?? platform,
      username,
      name,
      accountId: connected.get(id)?.id ?? null,
    }),
  );
  const isConnected = ({ accountId }: SandboxPersona) => accountId !== null;
  return { items: [...items.filter(isConnected), ...items.filter((one) => !isConnected(one))] };
}

/** The sandbox tells kinds of accounts of one platform apart, as "<platform>-pages". */
const toPlatform = (key: string): string =>
  PLATFORMS.find((platform) => key === platform || key.startsWith(`${platform}-`)) ?? key;

/** The platforms' names by the sandbox's own keys. */
export async function readPlatformLabels({ runtime }: Ctx): Promise<Map<string, string>> {
  const { body } = await callSandbox(runtime, { path: "platforms" });
  return new Map(Platforms.parse(body).platforms.map(({ platform, label }) => [platform, label]));
}

async function readConnected({ db, workspaceId }: Ctx) {
  const rows = await db
    .select({
      id: socialAccounts.id,
      externalId: socialAccounts.externalId,
    })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, workspaceId),
        eq(socialAccounts.sandbox, true),
        ne(socialAccounts.status, "disconnected"),
      ),
    );
  return new Map(rows.map((row) => [row.externalId, row]));
}
