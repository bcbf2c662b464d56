import { AppError } from "@/server/errors";
import { isForeignHost } from "@/server/http/loopback-names";
import type { Runtime } from "@/server/runtime";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses writes that another site made with this person's cookie. */
export function assertSameOrigin(runtime: Pick<Runtime, "env">, request: Request): void {
  if (safe.has(request.method)) return;
  const host = request.headers.get("host");
  // A name that somebody let point here is "same origin" to the browser.
  if (isForeignHost(host, runtime.env)) throw elsewhere();
  const site = request.headers.get("sec-fetch-site");
  if (site === "same-origin") return;
  const origin = request.headers.get("origin");
  const allowed = [new URL(runtime.env.APP_URL).host, ...(host ? [host] : [])];
  if (!site && origin && allowed.includes(URL.parse(origin)?.host ?? "")) return;
  throw elsewhere();
}

const elsewhere = () =>
  new AppError(
    "forbidden",
    "This request came from another site. Open Bandwagon itself and try again.",
  );
