import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { isPrivateAddress, parseAllowList, stripBrackets } from "@/server/platforms/egress-address";
import type { SmtpServer } from "./smtp-server";

/** Why a mail server is not even called: its message says what to do. */
export class MailRefusal extends Error {
  override readonly name = "MailRefusal";
}

/** What mail is handed in at; other ports are somebody else's service. */
const MAIL_PORTS = [25, 465, 587, 2525];

/**
 * The address to dial: what was judged is what is dialled, whatever DNS says a moment later. The same
 * rules as for typed web addresses: nothing inside private networks, unless EGRESS_ALLOW names it.
 * @throws MailRefusal where the address may not be called; a DNS error where there is none.
 */
export async function resolveHost(server: SmtpServer, allowed: readonly string[]): Promise<string> {
  const host = stripBrackets(server.host);
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true });
  const [first] = found;
  if (!first) throw new Error(`${host} has no address`);
  const allow = parseAllowList(allowed);
  const isNamed = server.trust === "operator" || allow.allowsHost(host, server.port);
  const isAllowed = isNamed || found.every(({ address }) => allow.allowsAddress(address));
  if (isAllowed) return first.address;
  if (found.some(({ address }) => isPrivateAddress(address) && !allow.allowsAddress(address))) {
    throw new MailRefusal(
      `${host} is an address inside a private network. Whoever runs the server can add it to EGRESS_ALLOW.`,
    );
  }
  if (!MAIL_PORTS.includes(server.port)) {
    throw new MailRefusal(
      `Mail is handed in at port ${MAIL_PORTS.join(", ")}. Choose one of these.`,
    );
  }
  if (server.security === "none") {
    throw new MailRefusal(`${host} must be reached over TLS. Choose TLS or STARTTLS.`);
  }
  return first.address;
}
