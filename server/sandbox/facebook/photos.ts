import { sniff } from "../bytes";
import type { Call, SandboxContext } from "../context";
import { fetchMedia } from "../fetch-media";
import { asAccount } from "../meta/access";
import { badParameter, graphError } from "../meta/graph-error";
import { nextGraphId } from "../meta/ids";
import type { Edge } from "../meta/nodes";
import { type Params, refuseUnknown } from "../meta/params";
import { findObject, putObject, type SandboxObject } from "../objects";
import type { Profile } from "../profiles";
import { json } from "../respond";
import { sha256Hex } from "../seeded";
import { createFeedPost } from "./create-post";
import { postingScopes } from "./scopes";

export interface PhotoDetail {
  hash: string;
  altText: string | null;
}

const maxBytes = 4 * 1024 * 1024;
const dayMs = 86_400_000;
const known = ["source", "url", "caption", "message", "published", "alt_text_custom", "temporary"];
const readable = ["png", "jpeg", "gif"];

const unreadable = () =>
  graphError(100, "Invalid parameter", {
    subcode: 1_366_046,
    title: "Can't read files",
    userMessage:
      "Your photos couldn't be uploaded. Photos should be smaller than 4 MB and saved as JPG, PNG, GIF or TIFF files.",
  });

export const photos: Edge = {
  method: "POST",
  platform: "facebook",
  type: "account",
  name: "photos",
  handle: ({ call, params, node: { account } }) => {
    const isPublic = params.values.get("published") !== "false";
    const fault = isPublic ? ("publish" as const) : ("media" as const);
    const gate = { account, platform: "facebook" as const, scopes: postingScopes, fault };
    return asAccount(call, params, gate, async () => {
      const stray = refuseUnknown(params, known);
      if (stray) return stray;
      const hash = await readPhoto(call, params);
      if (hash instanceof Response) return hash;
      const id = keepPhoto(call.context, account, hash, params);
      if (!isPublic) return json(200, { id });
      const message = params.values.get("caption") ?? params.values.get("message") ?? "";
      const made = createFeedPost(call, account, { message, link: null, photoIds: [id] });
      return made instanceof Response ? made : json(200, { id, post_id: made.id });
    });
  },
};

/** The content's hash. */
async function readPhoto(call: Call, params: Params): Promise<string | Response> {
  const file = params.files.get("source");
  const url = params.values.get("url");
  if (!file && !url) return badParameter("The parameter url or source is required");
  if (file) {
    if (file.size > maxBytes) return unreadable();
    const bytes = Buffer.from(await file.arrayBuffer());
    return readable.includes(sniff(bytes)) ? sha256Hex(bytes) : unreadable();
  }
  const fetched = await fetchMedia(call.context, url ?? "", { maxBytes });
  if (!fetched.ok) return badParameter("Missing or invalid image file");
  return readable.includes(fetched.kind) ? fetched.hash : unreadable();
}

function keepPhoto(context: SandboxContext, page: Profile, hash: string, params: Params): string {
  const id = nextGraphId(context, "12");
  const altText = params.values.get("alt_text_custom") ?? null;
  const detail: PhotoDetail = { hash, altText };
  putObject(context, {
    platform: "facebook",
    kind: "photo",
    id,
    accountId: page.id,
    state: "unpublished",
    detail,
    expiresAt: context.now().getTime() + 10 * dayMs,
  });
  return id;
}

/** A photo of this page that no post shows yet. */
export function findFreePhoto(
  context: SandboxContext,
  page: Profile,
  id: string,
): SandboxObject<PhotoDetail> | null {
  const photo = findObject<PhotoDetail>(context, { platform: "facebook", kind: "photo", id });
  const isFree = photo?.accountId === page.id && photo.state === "unpublished";
  return isFree ? photo : null;
}
