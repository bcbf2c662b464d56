import type { Call, Route, SandboxContext } from "../context";
import { changeObject, findObject, putObject } from "../objects";
import type { Profile } from "../profiles";
import { json, readBytes } from "../respond";
import { asAccount } from "./access";
import { toBlobCid } from "./addresses";
import { invalidRequest, problem } from "./problems";

const maxBytes = 50 * 1024 * 1024;
const unusedForMs = 6 * 3_600_000;
const keptUntil = Date.parse("9999-01-01T00:00:00Z");

export const blobRoutes: Route[] = [
  { method: "POST", path: "bluesky/xrpc/com.atproto.repo.uploadBlob", handle: uploadBlob },
];

export interface StoredBlob {
  mimeType: string;
  size: number;
}

const toKey = (did: string, cid: string) => ({
  platform: "bluesky",
  kind: "blob",
  id: `${did}/${cid}`,
});

/** Null once it was thrown away: nothing referred to it in time. */
export function findBlob(context: SandboxContext, did: string, cid: string): StoredBlob | null {
  return findObject<StoredBlob>(context, toKey(did, cid))?.detail ?? null;
}

/** A record refers to it now. */
export function keepBlob(context: SandboxContext, did: string, cid: string): void {
  changeObject(context, toKey(did, cid), { state: "kept", expiresAt: keptUntil });
}

function uploadBlob(call: Call) {
  return asAccount(call, { fault: "media" }, async (profile) => {
    const type = call.request.headers.get("content-type");
    if (!type) return invalidRequest("Request encoding (Content-Type) required but not provided");
    const bytes = await readBytes(call.request, maxBytes);
    if (!bytes) return problem(413, "PayloadTooLarge", "request entity too large");
    return json(200, { blob: store(call.context, profile, type, bytes) });
  });
}

function store(context: SandboxContext, profile: Profile, type: string, bytes: Uint8Array) {
  const cid = toBlobCid(bytes);
  const mimeType = sniff(bytes) ?? type.split(";")[0]?.trim() ?? type;
  const size = bytes.byteLength;
  const isKept = findObject(context, toKey(profile.id, cid))?.state === "kept";
  if (!isKept) {
    putObject(context, {
      ...toKey(profile.id, cid),
      accountId: profile.id,
      detail: { mimeType, size },
      expiresAt: context.now().getTime() + unusedForMs,
    });
  }
  return { $type: "blob", ref: { $link: cid }, mimeType, size };
}

/** What the bytes are counts for more than what they are called. */
function sniff(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\u0089PNG")) return "image/png";
  if (head.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
  if (head.startsWith("GIF8")) return "image/gif";
  if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "image/webp";
  return head.slice(4, 8) === "ftyp" ? "video/mp4" : null;
}
