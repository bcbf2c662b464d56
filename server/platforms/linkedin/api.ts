import { z } from "zod";
import type { CallContext } from "../adapter";
import type { EgressRequest, EgressResponse } from "../http";
import { isOwnHost, versionOf } from "./endpoints";
import type { AssetKind, PostBody } from "./to-linkedin";

export type Caller = CallContext & { accessToken: string };

const UPLOAD_TIMEOUT_MS = 5 * 60_000;

export const encodeUrn = encodeURIComponent;

function call(caller: Caller, path: string, init: Omit<EgressRequest, "trust"> = {}) {
  return caller.http.request(`${caller.endpoints.api}${path}`, {
    ...init,
    headers: {
      accept: "application/json",
      authorization: `Bearer ${caller.accessToken}`,
      "linkedin-version": versionOf(caller),
      "x-restli-protocol-version": "2.0.0",
      ...init.headers,
    },
    trust: "operator",
  });
}

function postJson(caller: Caller, path: string, body: unknown): Promise<EgressResponse> {
  return call(caller, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const text = z.string().nullish().catch(null);

const Member = z.object({ sub: z.string().min(1), name: z.string().catch(""), picture: text });
export const getMember = (caller: Caller) => call(caller, "/v2/userinfo");
export const readMember = (response: EgressResponse) => Member.safeParse(response.json()).data;

interface SubscriptionKey {
  appId: string;
  user: string;
  entity: string;
}

/** Safe to repeat: the key names what is kept, and the address is replaced. */
export function putSubscription(
  caller: Caller,
  { appId, user, entity }: SubscriptionKey,
  webhook: string,
): Promise<EgressResponse> {
  const key = [
    `developerApplication:${encodeUrn(`urn:li:developerApplication:${appId}`)}`,
    `user:${encodeUrn(user)}`,
    `entity:${encodeUrn(entity)}`,
    "eventType:ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS",
  ].join(",");
  return call(caller, `/rest/eventSubscriptions/(${key})`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ webhook }),
  });
}

const Subscription = z.object({ expiresAt: z.number().positive() });
/** Null: LinkedIn did not say, or it does not end by itself. */
export function readSubscriptionEnd(response: EgressResponse): Date | null {
  const told = Subscription.safeParse(response.json()).data;
  return told ? new Date(told.expiresAt) : null;
}

const Roles = z.object({
  elements: z.array(
    z.object({ organization: z.string(), role: z.string(), state: z.string().catch("APPROVED") }),
  ),
});
export const listRoles = (caller: Caller, start: number, count: number) =>
  call(
    caller,
    `/rest/organizationAcls?q=roleAssignee&state=APPROVED&start=${start}&count=${count}`,
  );
export const readRoles = (response: EgressResponse) =>
  Roles.safeParse(response.json()).data?.elements;

const Organization = z.object({ localizedName: text, vanityName: text });
export const getOrganization = (caller: Caller, id: string) =>
  call(caller, `/rest/organizations/${encodeURIComponent(id)}`);
export const readOrganization = (response: EgressResponse) =>
  Organization.safeParse(response.json()).data;

export const initializeUpload = (caller: Caller, kind: AssetKind, request: object) =>
  postJson(caller, `/rest/${kind}?action=initializeUpload`, { initializeUploadRequest: request });

const Upload = z.object({
  value: z.object({
    uploadUrl: z.url(),
    image: z.string().optional(),
    document: z.string().optional(),
  }),
});
/** Of an image or a document. */
export function readUpload(response: EgressResponse): { url: string; urn: string } | null {
  const { value } = Upload.safeParse(response.json()).data ?? {};
  const urn = value?.image ?? value?.document;
  return value && urn ? { url: value.uploadUrl, urn } : null;
}

const VideoUpload = z.object({
  value: z.object({
    video: z.string().min(1),
    uploadToken: z.string().catch(""),
    uploadInstructions: z
      .array(z.object({ uploadUrl: z.url(), firstByte: z.number(), lastByte: z.number() }))
      .min(1),
  }),
});
export const readVideoUpload = (response: EgressResponse) =>
  VideoUpload.safeParse(response.json()).data?.value;

/** Upload addresses are signed: other hosts than LinkedIn's own get the bytes and no token. */
export function putBytes(
  caller: Caller,
  url: string,
  { bytes, mimeType }: { bytes: Uint8Array; mimeType: string },
): Promise<EgressResponse> {
  const isOwn = isOwnHost(caller, url);
  return caller.http.request(url, {
    method: "PUT",
    headers: {
      "content-type": mimeType,
      ...(isOwn ? { authorization: `Bearer ${caller.accessToken}` } : {}),
    },
    body: bytes,
    timeoutMs: UPLOAD_TIMEOUT_MS,
    trust: isOwn ? "operator" : "typed",
  });
}

export const finalizeVideo = (
  caller: Caller,
  request: { video: string; uploadToken: string; uploadedPartIds: string[] },
) => postJson(caller, "/rest/videos?action=finalizeUpload", { finalizeUploadRequest: request });

const AssetState = z.object({ status: z.string(), processingFailureReason: text });
export const getAsset = (caller: Caller, kind: AssetKind, urn: string) =>
  call(caller, `/rest/${kind}/${encodeUrn(urn)}`);
export const readAsset = (response: EgressResponse) => AssetState.safeParse(response.json()).data;

export const createPost = (caller: Caller, body: PostBody) => postJson(caller, "/rest/posts", body);
/** The answer has no body: the id stands in a header. */
export const readCreatedUrn = ({ headers }: EgressResponse): string | null =>
  headers["x-restli-id"]?.trim() || headers["x-linkedin-id"]?.trim() || null;

export const getPost = (caller: Caller, urn: string) =>
  call(caller, `/rest/posts/${encodeUrn(urn)}`);

export const deletePost = (caller: Caller, urn: string) =>
  call(caller, `/rest/posts/${encodeUrn(urn)}`, {
    method: "DELETE",
    headers: { "x-restli-method": "DELETE" },
  });

export const listPosts = (caller: Caller, author: string, start: number, count: number) =>
  call(
    caller,
    `/rest/posts?author=${encodeUrn(author)}&q=author&start=${start}&count=${count}&sortBy=CREATED`,
    { headers: { "x-restli-method": "FINDER" } },
  );

const time = z.number().nullish().catch(null);
const file = z.object({ id: z.string() }).optional().catch(undefined);
const Content = z.object({
  media: file,
  multiImage: z
    .object({ images: z.array(file) })
    .optional()
    .catch(undefined),
  article: z.object({ thumbnail: text }).optional().catch(undefined),
});
const StoredPost = z.object({
  id: z.string().min(1),
  content: Content.nullish().catch(null),
  author: z.string().catch(""),
  commentary: z.string().catch(""),
  createdAt: time,
  publishedAt: time,
});
export type StoredPost = z.infer<typeof StoredPost>;
const StoredPosts = z.object({ elements: z.array(StoredPost) });
export const readPost = (response: EgressResponse) => StoredPost.safeParse(response.json()).data;
export const readPosts = (response: EgressResponse) =>
  StoredPosts.safeParse(response.json()).data?.elements;
