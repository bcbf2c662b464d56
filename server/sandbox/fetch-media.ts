import { createHash } from "node:crypto";
import { type Digest, sniff } from "./bytes";
import type { SandboxContext } from "./context";

export type FetchedMedia =
  | (Digest & {
      ok: true;
      /** Without parameters, in lower case; empty when the server tells none. */
      contentType: string;
      size: number;
      /** The first bytes, for whoever reads dimensions. */
      head: Uint8Array;
    })
  | { ok: false; reason: "not_allowed" | "unreachable" | "refused" | "too_large"; status?: number };

const headBytes = 64 * 1024;

/**
 * Fetches a public address as platforms do that pull media, follows no redirect and keeps nothing but
 * the hash. Only the product's own origins are asked, where the sandbox was told which they are.
 */
export async function fetchMedia(
  context: SandboxContext,
  url: string,
  limits: { maxBytes?: number; withinMs?: number } = {},
): Promise<FetchedMedia> {
  const { maxBytes = 512 * 1024 * 1024, withinMs = 20_000 } = limits;
  if (!isFetchable(context, url)) return { ok: false, reason: "not_allowed" };
  try {
    const signal = AbortSignal.timeout(withinMs);
    const response = await context.deliver(new Request(url, { redirect: "manual", signal }));
    if (response.status !== 200) {
      await response.body?.cancel();
      return { ok: false, reason: "refused", status: response.status };
    }
    const contentType = response.headers.get("content-type")?.split(";")[0] ?? "";
    const read = await readBody(response, maxBytes);
    if (!read) return { ok: false, reason: "too_large" };
    return { ok: true, contentType: contentType.trim().toLowerCase(), ...read };
  } catch {
    return { ok: false, reason: "unreachable" };
  }
}

function isFetchable({ receivers }: SandboxContext, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return receivers === null || receivers.includes(origin);
}

async function readBody(response: Response, maxBytes: number) {
  const hash = createHash("sha256");
  let head = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    if (head.length < headBytes) head = Buffer.concat([head, chunk]).subarray(0, headBytes);
    hash.update(chunk);
  }
  return { size, head, hash: hash.digest("hex"), kind: sniff(head) };
}
