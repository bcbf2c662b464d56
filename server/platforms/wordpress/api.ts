import { z } from "zod";
import type { CallContext, Session } from "../adapter";
import type { EgressRequest, EgressResponse } from "../http";
import { readJson } from "./read-json";

const TIMEOUT_MS = 20_000;
const UPLOAD_TIMEOUT_MS = 120_000;

/** What is sealed for one site. */
export interface Site {
  /** The REST root as the site told it: `…/wp-json/`, or `…/?rest_route=/`. */
  root: string;
  username: string;
  password: string;
}

const Credentials = z.object({ root: z.url(), username: z.string(), password: z.string() });

/** Null where what was sealed is not what this version writes. */
export function toSite(session: Session): Site | null {
  return Credentials.safeParse(session.credentials).data ?? null;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  /** Undefined where no JSON could be made out. */
  body: unknown;
  response: EgressResponse;
}

type Query = Readonly<Record<string, string>>;

/** The address of a route, whichever way the site's links are set. */
export function toRoute(root: string, path: string, query: Query = {}): string {
  const url = new URL(root);
  const plain = url.searchParams.get("rest_route");
  if (plain === null) url.pathname = `${url.pathname.replace(/\/+$/, "")}${path}`;
  else url.searchParams.set("rest_route", `${plain.replace(/\/+$/, "")}${path}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

async function send(context: CallContext, url: string, init: Omit<EgressRequest, "trust">) {
  const response = await context.http.request(url, {
    timeoutMs: TIMEOUT_MS,
    ...init,
    trust: "typed",
  });
  const { status, headers } = response;
  return { status, headers, body: readJson(response.text()), response };
}

const toAuthorization = ({ username, password }: Site) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

const toHeaders = (site: Site, more: Record<string, string> = {}) => ({
  accept: "application/json",
  authorization: toAuthorization(site),
  ...more,
});

/** Without credentials; for finding out what stands at an address. */
export function lookAt(context: CallContext, url: string, redirect: "error" | "follow") {
  return send(context, url, { redirect });
}

export function get(context: CallContext, site: Site, path: string, query: Query) {
  return send(context, toRoute(site.root, `/wp/v2${path}`, query), { headers: toHeaders(site) });
}

export function post(context: CallContext, site: Site, path: string, query: Query, body: object) {
  return send(context, toRoute(site.root, `/wp/v2${path}`, query), {
    method: "POST",
    headers: toHeaders(site, { "content-type": "application/json" }),
    body: JSON.stringify(body),
  });
}

export async function upload(context: CallContext, site: Site, query: Query, form: FormData) {
  const whole = new Response(form);
  const type = whole.headers.get("content-type") ?? "multipart/form-data";
  return send(context, toRoute(site.root, "/wp/v2/media", query), {
    method: "POST",
    headers: toHeaders(site, { "content-type": type }),
    body: new Uint8Array(await whole.arrayBuffer()),
    timeoutMs: UPLOAD_TIMEOUT_MS,
  });
}

export function remove(context: CallContext, site: Site, path: string, force: boolean) {
  return send(context, toRoute(site.root, `/wp/v2${path}`, { force: String(force) }), {
    method: "DELETE",
    headers: toHeaders(site),
  });
}

const ids = z.array(z.number()).optional().catch(undefined);
const text = z.string().nullish().catch(null);

/** A post, a page or a file, as far as we read it. */
export const Item = z.object({
  id: z.number().int().positive(),
  slug: z.string().catch(""),
  status: z.string().catch(""),
  link: text,
  date_gmt: text,
  source_url: text,
  featured_media: z.number().optional().catch(undefined),
  categories: ids,
  tags: ids,
});
export type Item = z.infer<typeof Item>;
export const ITEM_FIELDS = Object.keys(Item.shape).join(",");
