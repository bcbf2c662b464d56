import type { MailSettingsView } from "@/lib/contracts/reports";
import type { Ctx } from "@/server/context";
import { readEnvironment, readMailSettings } from "./mail/smtp-server";

/** What is set, without the password. */
export async function getMailSettings(ctx: Ctx): Promise<MailSettingsView> {
  const row = await readMailSettings(ctx.db, ctx.workspaceId);
  if (row) {
    const { host, port, security, userName, sender } = row;
    const hasPassword = row.sealedPassword !== null;
    return { source: "workspace", host, port, security, userName, hasPassword, sender };
  }
  const server = readEnvironment(ctx.runtime.env);
  return {
    source: server ? "environment" : "none",
    // Whoever runs the server keeps its address to themselves; the sender stands on every mail.
    ...{ host: null, port: null, security: null, userName: null, hasPassword: false },
    sender: server?.sender ?? null,
  };
}
