import { z } from "zod";
import { digestBytes, removeBytes, writeBytes } from "../bytes";
import type { Call, Route, SandboxContext } from "../context";
import { randomToken } from "../grants";
import { changeObject, findObject, putObject, type SandboxObject } from "../objects";
import { empty, json, readBytes, readJson } from "../respond";
import { sha256Hex } from "../seeded";
import { asMember, refusePathKey, toOwnAddress } from "./access";
import { isOrganization, members, nextAssetUrn } from "./ids";
import { badParameter, notFound, problem } from "./problems";

const kinds = { images: "image", documents: "document", videos: "video" } as const;
type Collection = keyof typeof kinds;

interface Part {
  firstByte: number;
  lastByte: number;
  etag: string | null;
}

interface AssetDetail {
  collection: Collection;
  owner: string;
  secret: string;
  parts: Part[];
  failure: string | null;
  hash: string | null;
}
type AssetObject = SandboxObject<AssetDetail>;

const MB = 1024 * 1024;
const partBytes = 4 * MB;
const limits = { images: 36 * MB, documents: 100 * MB, videos: 5 * 1024 * MB };
const lifetimeMs = 86_400_000;

export const uploadRoutes: Route[] = [
  ...(["images", "documents", "videos"] as const).flatMap((collection): Route[] => [
    {
      method: "POST",
      path: `linkedin/rest/${collection}`,
      handle: (call) => act(call, collection),
    },
    {
      method: "GET",
      path: `linkedin/rest/${collection}/{urn}`,
      handle: (call) => sendState(call, collection),
    },
  ]),
  { method: "PUT", path: "linkedin/dms-uploads/{secret}/{part}", handle: takeBytes },
];

const toKey = (urn: string) => ({ platform: members, kind: "asset", id: urn });

export const findAsset = (context: SandboxContext, urn: string): AssetObject | null =>
  findObject<AssetDetail>(context, toKey(urn));

const Owner = z.string().regex(/^urn:li:(?:person|organization):[\w-]+$/);
const Initialize = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: Owner }) });
const InitializeVideo = z.strictObject({
  initializeUploadRequest: z.strictObject({
    owner: Owner,
    fileSizeBytes: z.int().min(1).max(limits.videos),
    uploadCaptions: z.boolean(),
    uploadThumbnail: z.boolean(),
  }),
});

async function act(call: Call, collection: Collection): Promise<Response> {
  const action = call.url.searchParams.get("action");
  const body = await readJson(call.request);
  if (action === "finalizeUpload" && collection === "videos") return finalize(call, body);
  if (action !== "initializeUpload") {
    return badParameter(`Action ${action ?? ""} is not one of this resource.`);
  }
  const read = (collection === "videos" ? InitializeVideo : Initialize).safeParse(body);
  if (!read.success) return badParameter(toWords(read.error));
  const request = read.data.initializeUploadRequest;
  const size =
    z.object({ fileSizeBytes: z.number() }).safeParse(request).data?.fileSizeBytes ?? null;
  return asMember(call, gateFor(collection, request.owner), () =>
    initialize(call, collection, request.owner, size),
  );
}

const toWords = (error: z.ZodError) =>
  error.issues.map((issue) => `/${issue.path.join("/")} :: ${issue.message}`).join("; ");

const gateFor = (collection: string, owner: string) => ({
  resource: `${collection}.ACTION-initializeUpload`,
  scopes: [isOrganization(owner) ? "w_organization_social" : "w_member_social"],
  fault: "media" as const,
  author: owner,
});

function initialize(
  call: Call,
  collection: Collection,
  owner: string,
  size: number | null,
): Response {
  const { context } = call;
  const urn = nextAssetUrn(context, kinds[collection]);
  const secret = randomToken("");
  const expiresAt = context.now().getTime() + lifetimeMs;
  const parts: Part[] = [];
  for (let first = 0; first < (size ?? 1); first += partBytes) {
    const lastByte = size === null ? limits[collection] : Math.min(first + partBytes, size) - 1;
    parts.push({ firstByte: first, lastByte, etag: null });
  }
  const detail: AssetDetail = { collection, owner, secret, parts, failure: null, hash: null };
  putObject(context, { ...toKey(urn), accountId: owner, state: "waiting", detail, expiresAt });
  putObject(context, { ...toKey(secret), kind: "upload", detail: urn, expiresAt });
  const toUrl = (part: number) => `${toOwnAddress(call)}/dms-uploads/${secret}/${part}`;
  if (collection !== "videos") {
    const value = { uploadUrlExpiresAt: expiresAt, uploadUrl: toUrl(0), [kinds[collection]]: urn };
    return json(200, { value });
  }
  const uploadInstructions = parts.map(({ firstByte, lastByte }, part) => ({
    uploadUrl: toUrl(part),
    lastByte,
    firstByte,
  }));
  const value = {
    uploadUrlsExpireAt: expiresAt,
    video: urn,
    uploadInstructions,
    uploadToken: secret,
  };
  return json(200, { value });
}

/** The address is the permission: a token may come along, and is not asked for. */
async function takeBytes(call: Call): Promise<Response> {
  const { context, params } = call;
  const secret = params.secret ?? "";
  const key = { ...toKey(secret), kind: "upload" };
  const urn = findObject<string>(context, key)?.detail ?? "";
  const asset = findAsset(context, urn);
  const part = asset?.detail.parts[Number(params.part)];
  if (!asset || !part || asset.state !== "waiting") return problem(404, "NOT_FOUND", "Not Found");
  const { collection, parts } = asset.detail;
  const isVideo = collection === "videos";
  const bytes = await readBytes(call.request, isVideo ? partBytes : limits[collection]);
  if (!bytes) return problem(413, "REQUEST_TOO_LARGE", "Request Entity Too Large");
  if (bytes.byteLength === 0) return problem(400, "EMPTY_UPLOAD", "The upload has no bytes.");
  if (isVideo && bytes.byteLength !== part.lastByte - part.firstByte + 1) {
    return problem(400, "INVALID_RANGE", "The part does not have the length that was agreed.");
  }
  const etag = sha256Hex(bytes).slice(0, 32);
  const index = Number(params.part);
  writeBytes(context.dataDir, toFileName(secret, index), bytes);
  const taken = parts.map((each, at) => (at === index ? { ...each, etag } : each));
  const next = { ...asset, detail: { ...asset.detail, parts: taken } };
  if (isVideo) changeObject(context, toKey(urn), { detail: next.detail });
  else await complete(context, next);
  return empty(201, { etag: `"${etag}"` });
}

const toFileName = (secret: string, part: number) => `linkedin-${secret}-${part}`;

async function complete(context: SandboxContext, asset: AssetObject): Promise<void> {
  const { detail, id } = asset;
  const names = detail.parts.map((_part, at) => toFileName(detail.secret, at));
  const { hash, kind } = await digestBytes(context.dataDir, names);
  for (const name of names) removeBytes(context.dataDir, name);
  const failure = fits(detail.collection, kind) ? null : `The file is no supported ${asset.kind}.`;
  const { videoProcessingMs, mediaProcessingMs } = context.timings;
  const works = detail.collection === "videos" ? videoProcessingMs : mediaProcessingMs;
  changeObject(context, toKey(id), {
    state: "processing",
    detail: { ...detail, hash, failure },
    readyAt: context.now().getTime() + works,
  });
}

/** Office files are told by their name only, which nobody gave. */
function fits(collection: Collection, kind: string): boolean {
  if (collection === "videos") return kind === "mp4";
  if (collection === "images") return ["png", "jpeg", "gif"].includes(kind);
  return ["pdf", "unknown"].includes(kind);
}

const Finalize = z.strictObject({
  finalizeUploadRequest: z.strictObject({
    video: z.string(),
    uploadToken: z.string(),
    uploadedPartIds: z.array(z.string()).min(1),
  }),
});

async function finalize(call: Call, body: unknown): Promise<Response> {
  const { context } = call;
  const read = Finalize.safeParse(body);
  if (!read.success) return badParameter(toWords(read.error));
  const { video, uploadToken, uploadedPartIds } = read.data.finalizeUploadRequest;
  const asset = findAsset(context, video);
  const owner = asset?.detail.owner ?? "";
  return asMember(call, gateFor("videos", owner), async () => {
    if (!asset || asset.detail.secret !== uploadToken) return notFound(`${video} is not found`);
    const expected = asset.detail.parts.map(({ etag }) => etag);
    const given = uploadedPartIds.map((id) => id.replace(/^"(.*)"$/, "$1"));
    const isWhole =
      expected.length === given.length && expected.every((id, at) => id === given[at]);
    if (!isWhole) return badParameter("uploadedPartIds do not match the parts of this upload.");
    if (asset.state === "waiting") await complete(context, asset);
    return empty(200);
  });
}

type AssetStatus = "WAITING_UPLOAD" | "PROCESSING" | "AVAILABLE" | "PROCESSING_FAILED";

export function statusOf(context: SandboxContext, asset: AssetObject): AssetStatus {
  if (asset.state === "waiting") return "WAITING_UPLOAD";
  if ((asset.readyAt ?? 0) > context.now().getTime()) return "PROCESSING";
  return asset.detail.failure ? "PROCESSING_FAILED" : "AVAILABLE";
}

/** A member's token may ask about videos only. */
function sendState(call: Call, collection: Collection) {
  const refusal = refusePathKey(call);
  if (refusal) return refusal;
  const asset = findAsset(call.context, call.params.urn ?? "");
  const owner = asset?.detail.owner ?? "";
  const ofMember = collection === "videos" ? ["w_member_social"] : ["r_member_social"];
  const gate = {
    resource: `${collection}.GET`,
    scopes: isOrganization(owner) ? ["w_organization_social"] : ofMember,
    fault: "read" as const,
    ...(asset ? { author: owner } : {}),
  };
  return asMember(call, gate, () => {
    if (asset?.detail.collection !== collection) return notFound("No such asset");
    const status = statusOf(call.context, asset);
    const failure = status === "PROCESSING_FAILED" ? asset.detail.failure : null;
    return json(200, {
      id: asset.id,
      owner,
      status,
      ...(failure ? { processingFailureReason: failure } : {}),
    });
  });
}
