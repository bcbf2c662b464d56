import type { Call } from "../context";
import { readBearer } from "../grants";
import { maxBodyBytes, readBytes, readJson } from "../respond";
import { badParameter } from "./graph-error";
import { findPageAccess, findPerson } from "./tokens";

/** A request of the Graph, wherever its parameters stood: address, form, multipart form or JSON. */
export interface Params {
  values: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, Blob>;
}

// The largest file that any edge takes, and what the form says around it.
const maxUploadBytes = 101 * 1024 * 1024;
const everywhere = ["access_token", "appsecret_proof", "fields", "format", "pretty"];

/** Null: a body that is none of the kinds that the Graph reads. */
export async function readParams(call: Call): Promise<Params | null> {
  const values = new Map(call.url.searchParams);
  const files = new Map<string, Blob>();
  const { request } = call;
  if (request.method !== "POST") return { values, files };
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("application/json")) {
    const body = await readJson(request);
    if (typeof body !== "object" || body === null) return null;
    for (const [name, value] of Object.entries(body)) {
      values.set(name, typeof value === "string" ? value : JSON.stringify(value));
    }
    return { values, files };
  }
  const isForm =
    type.startsWith("multipart/form-data") || type.startsWith("application/x-www-form");
  if (!isForm) return type === "" ? { values, files } : null;
  const bytes = await readBytes(request, maxBytesOf(call, type));
  const headers = { "content-type": type };
  // One that is too large counts as none, so that an ended token is told of first.
  if (!bytes) return { values, files };
  const form = await toForm(new Response(new Uint8Array(bytes), { headers }));
  if (!form) return null;
  for (const [name, value] of form) {
    if (typeof value === "string") values.set(name, value);
    else files.set(name, value);
  }
  return { values, files };
}

const toForm = (body: Response) => body.formData().catch(() => null);

/** Who sends a file is known before it is read: by a header, or by the address. */
function maxBytesOf({ context, request, url }: Call, type: string): number {
  const token = readBearer(request) ?? url.searchParams.get("access_token") ?? "";
  const isKnown = findPerson(context, token) ?? findPageAccess(context, token);
  return type.startsWith("multipart/") && isKnown ? maxUploadBytes : maxBodyBytes;
}

/** The real Graph overlooks what it does not know; a test rig that did so would hide our slips. */
export function refuseUnknown(params: Params, known: readonly string[]): Response | null {
  const names = [...params.values.keys(), ...params.files.keys()];
  const stray = names.find((name) => !known.includes(name) && !everywhere.includes(name));
  return stray === undefined ? null : badParameter(`Unexpected key "${stray}" on param.`);
}

/** Names at the top of a `fields` list: "id,comments.limit(0){id}" names two. */
export function readFields(params: Params, fallback: readonly string[]): string[] {
  const text = params.values.get("fields") ?? "";
  if (text === "") return [...fallback];
  const names: string[] = [];
  let depth = 0;
  let name = "";
  for (const char of `${text},`) {
    if ("({".includes(char)) depth += 1;
    if (depth === 0 && char === ",") {
      names.push(/^\s*(\w+)/.exec(name)?.[1] ?? "");
      name = "";
    } else name += char;
    if (")}".includes(char)) depth -= 1;
  }
  return names.filter(Boolean);
}

/** A list without items refuses what its items would not have. */
export function refuseFields(params: Params, known: readonly string[]): Response | null {
  const stray = readFields(params, []).find((name) => !known.includes(name));
  return stray ? badParameter(`Tried accessing nonexisting field (${stray})`) : null;
}

/** Only what was asked for; a field that the node does not have is refused. */
export function pickFields(
  params: Params,
  view: Readonly<Record<string, unknown>>,
  fallback: readonly string[],
): Record<string, unknown> | Response {
  const refusal = refuseFields(params, Object.keys(view));
  if (refusal) return refusal;
  const asked = readFields(params, fallback);
  const picked: Record<string, unknown> = { id: view.id };
  for (const name of asked) if (view[name] !== undefined) picked[name] = view[name];
  return picked;
}

/** A stretch of a list, with the cursor that leads on. */
export function toPage<T>(call: Call, params: Params, items: readonly T[]): { data: T[] } {
  const limit = Math.min(100, Math.max(1, Number(params.values.get("limit") ?? 25) || 25));
  const from = Number(Buffer.from(params.values.get("after") ?? "", "base64url").toString()) || 0;
  const data = items.slice(from, from + limit);
  const after = Buffer.from(String(from + data.length)).toString("base64url");
  const hasMore = from + data.length < items.length;
  const next = new URL(call.url);
  next.searchParams.set("after", after);
  const paging = { cursors: { after }, ...(hasMore ? { next: next.href } : {}) };
  return data.length > 0 ? Object.assign({ data }, { paging }) : { data };
}
