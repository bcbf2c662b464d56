import { eq } from "drizzle-orm";
import { languageLabel } from "@/lib/domain/brief-language";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { notFound } from "@/server/errors";
import type { ChannelRow } from "@/server/variants/read-population";

export interface ChannelFacts {
  /** For the audit log: account, platform and language. */
  name: string;
  /** For events. */
  wire: { accountId: string; platform: string; language: string; sandbox: boolean };
}

export async function readChannelFacts(db: Reader, channel: ChannelRow): Promise<ChannelFacts> {
  const { accountId, platform, language } = channel;
  const [account] = await db
    .select({ handle: socialAccounts.handle, sandbox: socialAccounts.sandbox })
    .from(socialAccounts)
    .where(eq(socialAccounts.id, accountId));
  if (!account) throw notFound("account");
  const label = catalog[Platform.parse(platform)].label;
  return {
    name: `${account.handle} on ${label}, ${languageLabel(language)}`,
    wire: { accountId, platform, language, sandbox: account.sandbox },
  };
}
