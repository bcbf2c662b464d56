import { createHmac } from "node:crypto";
import { z } from "zod";
import type { CallContext } from "../adapter";
import type { EgressResponse } from "../http";
import type { JsonValue } from "../json-value";
import type { UploadForm } from "../multipart";
import { toGraphUrl } from "./endpoints";

export type Caller = CallContext & { accessToken: string };
export type Fields = Readonly<Record<string, string>>;

const bearer = (caller: Caller) => ({
  accept: "application/json",
  authorization: `Bearer ${caller.accessToken}`,
});

/** With the proof that the token is used by the app it was given to; apps may demand it. */
export function withProof(caller: Caller, address: string, query: Fields = {}): string {
  const { accessToken, appSecret } = caller;
  const proof = appSecret && createHmac("sha256", appSecret).update(accessToken).digest("hex");
  const asked = new URLSearchParams({ ...query, ...(proof ? { appsecret_proof: proof } : {}) });
  if (asked.size === 0) return address;
  return `${address}${address.includes("?") ? "&" : "?"}${asked}`;
}

export function graphGet(
  caller: Caller,
  path: string,
  query: Fields = {},
): Promise<EgressResponse> {
  return caller.http.request(withProof(caller, toGraphUrl(caller, path), query), {
    headers: bearer(caller),
    trust: "operator",
  });
}

/** A form, as Meta's own examples send it. `fields` in the path ask for more than the id in return. */
export function graphPost(caller: Caller, path: string, form: Fields): Promise<EgressResponse> {
  return caller.http.request(withProof(caller, toGraphUrl(caller, path)), {
    method: "POST",
    headers: { ...bearer(caller), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
    trust: "operator",
  });
}

/** A body with parts inside parts. */
export function graphPostJson(
  caller: Caller,
  path: string,
  body: JsonValue,
): Promise<EgressResponse> {
  return caller.http.request(withProof(caller, toGraphUrl(caller, path)), {
    method: "POST",
    headers: { ...bearer(caller), "content-type": "application/json" },
    body: JSON.stringify(body),
    trust: "operator",
  });
}

export function graphUpload(
  caller: Caller,
  path: string,
  form: UploadForm,
  base?: string,
): Promise<EgressResponse> {
  return caller.http.request(withProof(caller, toGraphUrl(caller, path, base)), {
    method: "POST",
    headers: { ...bearer(caller), "content-type": form.contentType },
    body: form.body,
    timeoutMs: 120_000,
    trust: "operator",
  });
}

export function graphDelete(
  caller: Caller,
  path: string,
  query: Fields = {},
): Promise<EgressResponse> {
  return caller.http.request(withProof(caller, toGraphUrl(caller, path), query), {
    method: "DELETE",
    headers: bearer(caller),
    trust: "operator",
  });
}

const Id = z.object({ id: z.string().min(1) });
export const readId = (response: EgressResponse) => Id.safeParse(response.json()).data?.id ?? null;

const Page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({
      next: z.string().optional().catch(undefined),
      cursors: z
        .object({ after: z.string().optional().catch(undefined) })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** One page of a list, and where the next one begins. Null: not readable. */
export function readPage(
  response: EgressResponse,
): { items: unknown[]; after: string | null } | null {
  const page = Page.safeParse(response.json()).data;
  if (!page) return null;
  const after = page.paging?.next ? (page.paging.cursors?.after ?? null) : null;
  return { items: page.data, after };
}
