import { z } from "zod";
import type { CallContext } from "../adapter";
import { EgressError } from "../http";
import { type Answer, lookAt, toRoute } from "./api";

/** A WordPress, and where its REST API begins. */
export interface Found {
  root: string;
  /** The site's own address, which stays the same whatever was typed. */
  home: string;
  name: string;
  icon: string | null;
  takesPasswords: boolean;
}

type Discovery = ({ ok: true } & Found) | { ok: false; code: string; message: string };

const text = z.string().nullish().catch(null);
const Index = z.object({
  name: text,
  home: text,
  url: text,
  site_icon_url: text,
  namespaces: z.array(z.string()),
  authentication: z.record(z.string(), z.unknown()).catch({}),
});

const fail = (code: string, message: string) => ({ ok: false as const, code, message });

/** The address without what people copy along: a query, the dashboard, the API's own path. */
function readTyped(typed: string): URL | null {
  const trimmed = typed.trim();
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (trimmed === "" || !URL.canParse(full)) return null;
  const url = new URL(full);
  url.search = "";
  url.hash = "";
  url.pathname = url.pathname
    .replace(/\/(wp-admin|wp-json)(\/.*)?$/, "/")
    .replace(/\/(wp-login|index)\.php$/, "/")
    .replace(/\/*$/, "/");
  return url;
}

const bare = (host: string) => host.replace(/^www\./, "");

/** The password goes to the host that was typed, give or take "www.", and stays on https. */
function toOwnRoot(typed: URL, told: string): string | null {
  const root = new URL(told);
  if (bare(root.host) !== bare(typed.host)) return null;
  // Behind a proxy many sites believe themselves to be on http.
  if (typed.protocol === "https:") root.protocol = "https:";
  return root.href;
}

function readLink(answer: Answer, base: URL): string | null {
  const link = /<([^>]+)>\s*;[^,]*\brel="?https:\/\/api\.w\.org\/"?/i.exec(
    answer.headers.link ?? "",
  )?.[1];
  return link && URL.canParse(link, base) ? new URL(link, base).href : null;
}

/** Finds the REST API of a site from what a person typed. @throws EgressError where it can't be reached */
export async function discover(context: CallContext, typed: string): Promise<Discovery> {
  const site = readTyped(typed);
  if (!site) return fail("invalid_url", "Enter the site's address, such as https://example.com.");
  const page = await lookAt(context, site.href, "follow");
  const link = readLink(page, site);
  const told = link && toOwnRoot(site, link);
  if (link && !told) {
    const message = `The site's API is at ${new URL(link).origin}. Enter that address if it is yours.`;
    return fail("other_host", message);
  }
  const roots = told ? [told] : [new URL("wp-json/", site).href, `${site.href}?rest_route=/`];
  let last: Answer = page;
  for (const root of roots) {
    const answer = await tryRoot(context, root);
    if (!answer) continue;
    last = answer;
    const index = answer.status < 300 ? Index.safeParse(answer.body).data : undefined;
    if (index?.namespaces.includes("wp/v2")) return toFound(site, root, index);
  }
  return toMissing(last);
}

/** Null where the address leads elsewhere: no password may follow it there. */
async function tryRoot(context: CallContext, root: string): Promise<Answer | null> {
  const fieldsOfIndex = Object.keys(Index.shape).join(",");
  try {
    return await lookAt(context, toRoute(root, "/", { _fields: fieldsOfIndex }), "error");
  } catch (error) {
    if (error instanceof EgressError && error.code === "redirect") return null;
    throw error;
  }
}

function toFound(site: URL, root: string, index: z.infer<typeof Index>): Discovery {
  const home = [index.home, index.url].find((each) => each && URL.canParse(each));
  return {
    ok: true,
    root,
    home: home ?? site.href,
    name: index.name?.trim() ?? "",
    icon: index.site_icon_url || null,
    takesPasswords: "application-passwords" in index.authentication,
  };
}

function toMissing({ status }: Answer): Discovery {
  if (status === 401 || status === 403) {
    return fail(
      "forbidden",
      `The site refuses calls to its REST API (${status}). Ask whoever runs it.`,
    );
  }
  if (status === 429 || status >= 500) {
    return fail(`http_${status}`, `The site answered ${status}. Try again in a while.`);
  }
  const message = "There is no WordPress at this address, or its REST API is switched off.";
  return fail("not_wordpress", message);
}
