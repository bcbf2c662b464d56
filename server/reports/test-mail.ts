import type { MailTestView } from "@/lib/contracts/reports";
import type { Ctx } from "@/server/context";
import { limitRate } from "@/server/http/rate-limit";
import { connectSmtp } from "./mail/connect-smtp";
import { toMailFailure } from "./mail/mail-failure";
import { findSmtpServer } from "./mail/smtp-server";

/** Signs in at the mail server that is set, and sends nothing. */
export async function testMail(ctx: Ctx): Promise<MailTestView> {
  limitRate(`mail-test:${ctx.workspaceId}`, { max: 10, windowMs: 60_000 });
  const server = await findSmtpServer(ctx.runtime, ctx.workspaceId);
  if (!server) return { ok: false, message: "No mail server is set. Name one and save it first." };
  try {
    await connectSmtp(ctx.runtime, server, async () => {});
    const signedIn = server.userName ? ", and the sign-in is right" : "";
    const who = server.trust === "operator" ? "The server’s mail server" : server.host;
    return { ok: true, message: `${who} answers${signedIn}. No mail was sent.` };
  } catch (error) {
    if (server.trust === "operator")
      ctx.log.warn({ err: error }, "the mail server was tried in vain");
    return { ok: false, message: toMailFailure(error, server).message };
  }
}
