import { MailRefusal } from "./resolve-host";
import type { SmtpServer } from "./smtp-server";

export interface MailFailure {
  /** In words, without what was sent. */
  message: string;
  /** The server said no, so that surely it took nothing. */
  answered: boolean;
  /** Another try may help. */
  again: boolean;
}

interface SmtpError {
  code?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
}

const LONGEST = 300;

/** Refused on this side: nothing of the mail left. */
const NOT_HANDED_IN = new Set(["EAUTH", "EENVELOPE", "EMESSAGE"]);

/** What a failed try means, and what to do about it. */
export function toMailFailure(error: unknown, server: SmtpServer): MailFailure {
  if (error instanceof MailRefusal) return { message: error.message, answered: true, again: false };
  const { code, responseCode, response } = readError(error);
  // Whoever runs the server keeps its address to themselves, which answers may name, too.
  if (server.trust === "operator") return toOperatorFailure({ code, responseCode });
  const where = `${server.host}:${server.port}`;
  if (responseCode && responseCode >= 400 && code !== "ETLS") {
    // 4xx asks to come again, 5xx does not.
    const again = responseCode < 500;
    return { message: toAnswer(code, where, response, responseCode), answered: true, again };
  }
  const isOurs = code !== undefined && NOT_HANDED_IN.has(code);
  return { message: toSilence(code, where), answered: isOurs, again: !isOurs };
}

function toOperatorFailure({ code, responseCode }: SmtpError): MailFailure {
  const ask = "Ask whoever runs Bandwagon: its log says more.";
  if (responseCode && responseCode >= 400 && code !== "ETLS") {
    const message =
      code === "EAUTH"
        ? `The server’s mail server refused the sign-in. ${ask}`
        : `The server’s mail server did not take the mail (${responseCode}). Check the recipients, or ask whoever runs Bandwagon: its log says more.`;
    return { message, answered: true, again: responseCode < 500 };
  }
  const isOurs = code !== undefined && NOT_HANDED_IN.has(code);
  const failed =
    code === "EENVELOPE"
      ? "An address of the mail is not well formed. Check the recipients."
      : code === "EMESSAGE"
        ? "The report is larger than the server’s mail server takes."
        : `The server’s mail server can’t be reached, or broke off. ${ask}`;
  return { message: failed, answered: isOurs, again: !isOurs };
}

function readError(error: unknown): SmtpError {
  return error instanceof Error ? (error as Error & SmtpError) : {};
}

function toAnswer(
  code: string | undefined,
  where: string,
  response: string | undefined,
  responseCode: number,
): string {
  const said = (response ?? String(responseCode)).replace(/\s+/g, " ").slice(0, LONGEST);
  if (code === "EAUTH") return `${where} refused the user name or the password. It said: ${said}`;
  return `${where} did not take the mail. It said: ${said}`;
}

function toSilence(code: string | undefined, where: string): string {
  switch (code) {
    case "EDNS":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${where} was not found. Check the name.`;
    case "ETLS":
      return `No safe connection to ${where}: it offers no TLS there, or its certificate is not good. Check the port and the kind of security.`;
    case "ETIMEDOUT":
      return `${where} did not answer in time.`;
    case "EAUTH":
      return `${where} could not be signed in to. Check the user name and the password.`;
    case "EENVELOPE":
      return "An address of the mail is not well formed. Check the recipients and the sender.";
    case "EMESSAGE":
      return `The report is larger than ${where} takes.`;
    default:
      return `${where} can’t be reached, or broke off. Check the name and the port.`;
  }
}
