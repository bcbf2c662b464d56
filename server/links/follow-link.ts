import { isCode } from "@/lib/domain/short-links";
import { isAppError } from "@/server/errors";
import { clientKeyOf } from "@/server/http/client-address";
import { limitRate } from "@/server/http/rate-limit";
import type { Runtime } from "@/server/runtime";
import { countClick } from "./click-counter";
import { type FoundLink, findLink } from "./find-link";
import { isVisit } from "./is-visit";

type Following = Pick<Runtime, "database" | "clock" | "log" | "random" | "inHand">;

// Neither kept nor listed: each visit comes by here, and only what a post says leads anywhere.
const HEADERS = { "cache-control": "no-store", "x-robots-tag": "noindex, nofollow" };
/** Beyond this an address is led on as ever but not counted any more. */
const COUNTED_A_MINUTE = { max: 60, windowMs: 60_000 };

export interface Followed {
  response: Response;
  /** Resolves once the visit is counted or left out. The visitor never waits for it. */
  counted: Promise<boolean>;
}

/** Leads a visitor on, to what is stored and nowhere else. */
export async function followLink(
  runtime: Following,
  code: string,
  request: Request,
): Promise<Followed> {
  const address = clientKeyOf(request);
  const link = isCode(code) ? await findOrNull(runtime, { code, address }) : null;
  if (link === "too_many") {
    const words = "Too many links that do not exist. Wait a minute and try again.";
    return { response: answer(429, words, { "retry-after": "60" }), counted: NEVER };
  }
  if (link === "unavailable") {
    const words = "This link can’t be looked up right now. Try again in a moment.";
    return { response: answer(503, words, { "retry-after": "5" }), counted: NEVER };
  }
  if (!link || !isWebAddress(link.target)) {
    const words = "There is no such link. It may have been copied in part.";
    return { response: answer(404, words), counted: NEVER };
  }
  const headers = { ...HEADERS, location: link.target };
  return {
    response: new Response(null, { status: 302, headers }),
    counted: count(runtime, { ...link, code }, request),
  };
}

const NEVER = Promise.resolve(false);

const answer = (status: number, words: string, more: Record<string, string> = {}) =>
  new Response(`${words}\n`, {
    status,
    headers: { ...HEADERS, ...more, "content-type": "text/plain; charset=utf-8" },
  });

async function findOrNull(runtime: Following, asked: { code: string; address: string }) {
  try {
    return await findLink(runtime, asked);
  } catch (err) {
    if (isAppError(err) && err.code === "too_many") return err.code;
    runtime.log.error({ err, code: asked.code }, "a link could not be looked up");
    return "unavailable" as const;
  }
}

const isWebAddress = (target: string) => /^https?:$/.test(URL.parse(target)?.protocol ?? "");

async function count(
  runtime: Following,
  link: FoundLink & { code: string },
  request: Request,
): Promise<boolean> {
  if (!isVisit(request)) return false;
  const address = clientKeyOf(request);
  try {
    limitRate(`link:${address}`, COUNTED_A_MINUTE);
  } catch {
    return false;
  }
  const userAgent = request.headers.get("user-agent") ?? "";
  const { workspaceId, postId, platform, code } = link;
  const visit = { address, userAgent, at: runtime.clock.now() };
  return countClick(runtime, { workspaceId, postId, platform, code, ...visit });
}
