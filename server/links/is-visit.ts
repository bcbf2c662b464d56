import { isbot } from "isbot";

/** What browsers say when they fetch ahead of a person who may never come. */
const AHEAD_HEADERS = ["purpose", "sec-purpose", "x-purpose", "x-moz"];

/** A person follows the link, as far as what is sent tells. */
export function isVisit({ method, headers }: Pick<Request, "method" | "headers">): boolean {
  if (method !== "GET") return false;
  const isAhead = AHEAD_HEADERS.some((name) =>
    /prefetch|prerender|preview/i.test(headers.get(name) ?? ""),
  );
  const userAgent = headers.get("user-agent")?.trim() ?? "";
  return !isAhead && userAgent !== "" && !isbot(userAgent);
}
