import { systemContext } from "@/server/context";
import { uuidv7 } from "@/server/db/uuid";
import type { Runtime } from "@/server/runtime";
import { buildSending, toPlainReason } from "./build-sending";
import { beginHandIn, claimSending } from "./claim-sending";
import { QUOTA_WORDS, returnToQuota, takeFromQuota } from "./mail/operator-quota";
import { sendMail } from "./mail/send-mail";
import { findSmtpServer } from "./mail/smtp-server";
import { settleSending } from "./settle-sending";

/** Builds one report of a schedule, and hands it in or keeps it here. */
export async function sendReport(
  runtime: Runtime,
  payload: { workspaceId: string; sendingId: string },
): Promise<void> {
  const claimed = await claimSending(runtime, payload);
  if (!claimed) return;
  const { sending, schedule } = claimed;
  const ctx = systemContext(runtime, payload.workspaceId, uuidv7());
  try {
    const mail = await buildSending(ctx, sending, schedule);
    if (!mail) return;
    const server = await findSmtpServer(runtime, payload.workspaceId);
    if (!server) return await settleSending(runtime, sending, "pending", { kind: "stored" });
    // All workspaces share the operator's server: none may use it up, or send to the world by it.
    const isShared = server.trust === "operator";
    const { workspaceId } = sending;
    if (isShared && !(await takeFromQuota(runtime, workspaceId, mail.to.length))) {
      const refused = { kind: "not_sent", again: true, message: QUOTA_WORDS } as const;
      return await settleSending(runtime, sending, "pending", refused);
    }
    if (!(await beginHandIn(runtime, sending))) return;
    const outcome = await sendMail(runtime, server, mail);
    await settleSending(runtime, sending, "sending", outcome);
    if (isShared && outcome.kind === "not_sent") {
      await returnToQuota(runtime, workspaceId, mail.to.length);
    }
  } catch (err) {
    ctx.log.error({ err, sendingId: sending.id }, "a report could not be made");
    const message = toPlainReason(err);
    await settleSending(runtime, sending, "pending", { kind: "not_sent", again: true, message });
  }
}
