import { isIP } from "node:net";
import type { Ctx } from "@/server/context";
import { invalidField } from "@/server/errors";
import {
  type AllowList,
  isPrivateAddress,
  parseAllowList,
  stripBrackets,
} from "@/server/platforms/egress-address";

const INSIDE = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/;

/** Refuses what could never be sent to. Each sending judges the address again, by what DNS says then. */
export function checkEndpoint(ctx: Ctx, typed: string): string {
  const url = new URL(typed);
  const problem = findProblem(url, parseAllowList(ctx.runtime.env.EGRESS_ALLOW));
  if (problem) throw invalidField("url", problem);
  url.hash = "";
  return url.href;
}

function findProblem(url: URL, allow: AllowList): string | null {
  if (url.protocol !== "https:" && url.protocol !== "http:")
    return "Give an address that begins with https://.";
  if (url.username || url.password)
    return "Leave the user name and password out of the address. The signature proves who sends.";
  const host = stripBrackets(url.hostname);
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  if (allow.allowsHost(host, port)) return null;
  const isAddress = isIP(host) !== 0;
  if (isAddress && allow.allowsAddress(host)) return null;
  if (isAddress ? isPrivateAddress(host) : INSIDE.test(host))
    return `${url.host} is inside a private network. Whoever runs Bandwagon can permit it by EGRESS_ALLOW.`;
  // A name may still lead to a permitted range, which is judged when it is sent.
  if (url.protocol === "http:" && (isAddress || !allow.hasRanges))
    return "Give an address that begins with https://, so that nobody on the way can read along.";
  return null;
}
