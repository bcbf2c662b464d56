import { createHmac } from "node:crypto";
import { z } from "zod";
import type { CallContext } from "../adapter";
import type { EgressResponse } from "../http";
import { toGraphUrl } from "./endpoints";

export type Caller = CallContext & { accessToken: string };
export type Fields = Readonly<Record<string, string>>;

const bearer = (caller: Caller) => ({
  accept: "application/json",
  authorization: `Bearer ${caller.accessToken}`,
});

const withQuery = (url: string, query: Fields) => {
  const text = new URLSearchParams(query).toString();
  return text === "" ? url : `${url}?${text}`;
};

export function graphGet(
  caller: Caller,
  path: string,
  query: Fields = {},
): Promise<EgressResponse> {
  return caller.http.request(withQuery(toGraphUrl(caller, path), query), {
    headers: bearer(caller),
    trust: "operator",
  });
}

/** A form, as Meta's own examples send it. `fields` in the path ask for more than the id in return. */
export function graphPost(caller: Caller, path: string, form: Fields): Promise<EgressResponse> {
  return caller.http.request(toGraphUrl(caller, path), {
    method: "POST",
    headers: { ...bearer(caller), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(form).toString(),
    trust: "operator",
  });
}

export interface UploadForm {
  contentType: string;
  body: Uint8Array;
}

export function graphUpload(
  caller: Caller,
  path: string,
  form: UploadForm,
  base?: string,
): Promise<EgressResponse> {
  return caller.http.request(toGraphUrl(caller, path, base), {
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
  return caller.http.request(withQuery(toGraphUrl(caller, path), query), {
    method: "DELETE",
    headers: bearer(caller),
    trust: "operator",
  });
}

/** Proof that a token is used by the app it belongs to; apps may demand it. */
export function toAppSecretProof(token: string, secret: string | null): Fields {
  if (secret === null) return {};
  return { appsecret_proof: createHmac("sha256", secret).update(token).digest("hex") };
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
