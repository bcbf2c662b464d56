import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import type { Runtime } from "@/server/runtime";
import { connectSmtp } from "./connect-smtp";
import { toMailFailure } from "./mail-failure";
import type { SmtpServer } from "./smtp-server";

export interface Mail {
  /** The same at every try: by it a mailbox knows a repeat. */
  id: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  attachments: { filename: string; content: string; contentType: string }[];
}

export type MailOutcome =
  /** Taken, though perhaps not for all. */
  | { kind: "sent"; refused: string[] }
  /** Surely not taken; `again`: another try may help. */
  | { kind: "not_sent"; again: boolean; message: string }
  /** It was on its way when the answer failed to come. */
  | { kind: "unknown"; message: string };

/** Hands one mail in. Whatever happens comes back as a value. */
export async function sendMail(
  runtime: Runtime,
  server: SmtpServer,
  mail: Mail,
): Promise<MailOutcome> {
  let underWay = false;
  try {
    const bytes = await compose(runtime, server, mail);
    const refused = await connectSmtp(runtime, server, (connection) => {
      // Read only once the server asked for the mail itself: until then surely nothing was sent.
      const body = Readable.from(
        (function* () {
          underWay = true;
          yield bytes;
        })(),
        { objectMode: false },
      );
      return handIn(connection, { from: server.sender, to: mail.to }, body);
    });
    return { kind: "sent", refused };
  } catch (error) {
    if (server.trust === "operator") {
      runtime.log.warn({ err: error, mailId: mail.id }, "the mail server did not take a mail");
    }
    const { message, answered, again } = toMailFailure(error, server);
    if (underWay && !answered) return { kind: "unknown", message };
    return { kind: "not_sent", again, message };
  }
}

function handIn(
  connection: SMTPConnection,
  envelope: { from: string; to: string[] },
  body: Readable,
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    connection.send(envelope, body, (error, info) => {
      if (error) reject(error);
      else resolve(info.rejected);
    });
  });
}

function compose({ clock, env }: Runtime, server: SmtpServer, mail: Mail): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: "Bandwagon", address: server.sender },
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments,
    messageId: `<${mail.id}@${new URL(env.APP_URL).hostname}>`,
    date: clock.now(),
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
