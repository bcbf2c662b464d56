import { type Digest, sniff } from "../bytes";
import type { SandboxContext } from "../context";
import { missingObject } from "../meta/graph-error";
import { nextGraphId } from "../meta/ids";
import type { Edge } from "../meta/nodes";
import { refuseUnknown } from "../meta/params";
import { findObject, putObject } from "../objects";
import type { Profile } from "../profiles";
import { json } from "../respond";
import { sha256Hex } from "../seeded";
import { asNumber } from "./access";
import { mediaRefused, missing } from "./problems";

const MB = 1024 * 1024;
const keptForMs = 30 * 86_400_000;

export interface StoredMedia {
  kind: "image" | "video" | "document";
  type: string;
  hash: string;
}

const rules: Record<string, { sniffed: Digest["kind"]; kind: StoredMedia["kind"]; max: number }> = {
  "image/jpeg": { sniffed: "jpeg", kind: "image", max: 5 * MB },
  "image/png": { sniffed: "png", kind: "image", max: 5 * MB },
  "video/mp4": { sniffed: "mp4", kind: "video", max: 16 * MB },
  "video/3gpp": { sniffed: "mp4", kind: "video", max: 16 * MB },
  "application/pdf": { sniffed: "pdf", kind: "document", max: 100 * MB },
};

const uploadMedia: Edge = {
  platform: "whatsapp",
  type: "account",
  method: "POST",
  name: "media",
  handle: ({ call, params, node: { account } }) => {
    const scope = "whatsapp_business_messaging";
    const gate = { number: account, scope, fault: "media" } as const;
    return asNumber(call, params, gate, async () => {
      const stray = refuseUnknown(params, ["messaging_product", "file", "type"]);
      if (stray) return stray;
      if (params.values.get("messaging_product") !== "whatsapp")
        return missing("messaging_product");
      const file = params.files.get("file");
      if (!file) return missing("file");
      const type = params.values.get("type") ?? file.type;
      const rule = rules[type];
      if (!rule) return mediaRefused(`The type ${type} is not supported.`);
      if (file.size > rule.max) return mediaRefused("The file is too large.");
      const bytes = Buffer.from(await file.arrayBuffer());
      if (sniff(bytes) !== rule.sniffed) return mediaRefused(`The file is no ${type}.`);
      const { context } = call;
      const id = nextGraphId(context, "17");
      const detail: StoredMedia = { kind: rule.kind, type, hash: sha256Hex(bytes) };
      const expiresAt = context.now().getTime() + keptForMs;
      const key = { platform: "whatsapp", kind: "media", id };
      putObject(context, { ...key, accountId: account.id, detail, expiresAt });
      return json(200, { id });
    });
  },
};

/** Where a kept file can be fetched; this imitation gives it to nobody. */
const getMedia: Edge = {
  platform: "whatsapp",
  type: "object",
  method: "GET",
  name: "",
  handle: ({ call, params, node }) => {
    const id = call.params.node ?? "";
    const scope = "whatsapp_business_messaging";
    return asNumber(call, params, { number: node.account, scope, fault: "read" }, () => {
      const stray = refuseUnknown(params, ["phone_number_id"]);
      if (stray) return stray;
      const asked = params.values.get("phone_number_id") ?? node.account.id;
      const media = asked === node.account.id ? findMedia(call.context, node.account, id) : null;
      if (!media) return missingObject(id, "get");
      const { type: mime_type, hash: sha256 } = media;
      return json(200, { messaging_product: "whatsapp", id, mime_type, sha256 });
    });
  },
};

export const mediaEdges: readonly Edge[] = [uploadMedia, getMedia];

/** A file that this number uploaded and that is still kept. */
export function findMedia(
  context: SandboxContext,
  number: Profile,
  id: string,
): StoredMedia | null {
  const media = findObject<StoredMedia>(context, { platform: "whatsapp", kind: "media", id });
  return media?.accountId === number.id ? media.detail : null;
}
