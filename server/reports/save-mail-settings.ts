import type { MailSettingsView, SaveMailSettings } from "@/lib/contracts/reports";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { mailSettings } from "@/server/db/schema/reports";
import { invalidField } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { getMailSettings } from "./get-mail-settings";
import { type MailSettingsRow, readMailSettings, sealedFor } from "./mail/smtp-server";

export async function saveMailSettings(
  ctx: Ctx,
  { password, ...input }: SaveMailSettings,
): Promise<MailSettingsView> {
  await ctx.db.transaction(async (tx) => {
    const before = await readMailSettings(tx, ctx.workspaceId);
    const values = {
      ...input,
      sealedPassword:
        password === undefined
          ? keepPassword(before, input)
          : password === ""
            ? null
            : ctx.runtime.sealer.seal(password, sealedFor(ctx.workspaceId)),
      updatedAt: ctx.now(),
    };
    await tx
      .insert(mailSettings)
      .values({ ...values, workspaceId: ctx.workspaceId, createdAt: ctx.now() })
      .onConflictDoUpdate({ target: mailSettings.workspaceId, set: values });
    await recordAudit(tx, ctx, {
      action: "mail_settings.changed",
      subjectType: "mail_settings",
      subjectName: input.host,
      after: input,
    });
    await emit(tx, ctx.workspaceId, [{ name: "report.changed", data: {} }]);
  });
  return getMailSettings(ctx);
}

/** A password that is kept never goes to another server than the one it was typed for. */
function keepPassword(
  before: MailSettingsRow | null,
  input: Omit<SaveMailSettings, "password">,
): string | null {
  if (!before?.sealedPassword || !input.userName) return null;
  const isSame =
    before.host === input.host &&
    before.port === input.port &&
    before.security === input.security &&
    before.userName === input.userName;
  if (isSame) return before.sealedPassword;
  throw invalidField("password", "Type the password again: it was for another server or user.");
}
