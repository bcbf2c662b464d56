import { z } from "zod";
import type { EgressRequest, EgressResponse } from "../http";
import type { Repository, Server } from "./session";

export const POSTS = "app.bsky.feed.post";
const UPLOAD_TIMEOUT_MS = 60_000;

function call(
  { context, base, token }: Server,
  method: string,
  init: Omit<EgressRequest, "trust"> = {},
): Promise<EgressResponse> {
  return context.http.request(`${base}/xrpc/${method}`, {
    ...init,
    headers: {
      accept: "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...init.headers,
    },
    // Any other server was named by a person or by a document on the network.
    trust: base === context.endpoints.api ? "operator" : "typed",
  });
}

function postJson(server: Server, method: string, body: unknown): Promise<EgressResponse> {
  return call(server, method, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const anonymous = (server: Server): Server => ({ ...server, token: null });
const text = z.string().nullish().catch(null);

export const createSession = (server: Server, identifier: string, password: string) =>
  postJson(anonymous(server), "com.atproto.server.createSession", { identifier, password });

export const refreshSession = (server: Server, refreshJwt: string) =>
  call({ ...server, token: refreshJwt }, "com.atproto.server.refreshSession", { method: "POST" });

export const deleteSession = (server: Server, refreshJwt: string) =>
  call({ ...server, token: refreshJwt }, "com.atproto.server.deleteSession", { method: "POST" });

const SessionAnswer = z.object({
  did: z.string().startsWith("did:"),
  handle: z.string().catch(""),
  accessJwt: z.string().min(1),
  refreshJwt: z.string().min(1),
  active: z.boolean().nullish().catch(null),
  status: text,
  didDoc: z.unknown().optional(),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;
export const readSession = (response: EgressResponse) =>
  SessionAnswer.safeParse(response.json()).data ?? null;

const Profile = z.object({ displayName: text, avatar: text });
export const getProfile = (server: Server, actor: string) =>
  call(server, `app.bsky.actor.getProfile?${new URLSearchParams({ actor })}`);
export const readProfile = (response: EgressResponse) =>
  Profile.safeParse(response.json()).data ?? null;

const Resolved = z.object({ did: z.string().startsWith("did:") });
export const resolveHandle = (server: Server, handle: string) =>
  call(server, `com.atproto.identity.resolveHandle?${new URLSearchParams({ handle })}`);
export const readDid = (response: EgressResponse) =>
  Resolved.safeParse(response.json()).data?.did ?? null;

/** Copied unchanged into the record that shows the file. */
const Blob = z.looseObject({ $type: z.literal("blob"), ref: z.looseObject({ $link: z.string() }) });
export type BlobRef = z.infer<typeof Blob>;
const Uploaded = z.object({ blob: Blob });
export const uploadBlob = (server: Server, mimeType: string, body: Uint8Array) =>
  call(server, "com.atproto.repo.uploadBlob", {
    method: "POST",
    headers: { "content-type": mimeType },
    body,
    timeoutMs: UPLOAD_TIMEOUT_MS,
  });
export const readBlob = (response: EgressResponse) =>
  Uploaded.safeParse(response.json()).data?.blob ?? null;

/** Writes under a key of our own, so that a repeat changes nothing. */
export const putRecord = (repository: Repository, rkey: string, record: unknown) =>
  postJson(repository, "com.atproto.repo.putRecord", {
    repo: repository.did,
    collection: POSTS,
    rkey,
    record,
  });

const Reference = z.object({ uri: z.string().startsWith("at://"), cid: z.string().min(1) });
export type Reference = z.infer<typeof Reference>;
export const readReference = (response: EgressResponse) =>
  Reference.safeParse(response.json()).data ?? null;

/** Records are public: this is asked without a token, so that a dead one hides nothing. */
export const getRecord = (repository: Repository, rkey: string) =>
  call(
    anonymous(repository),
    `com.atproto.repo.getRecord?${new URLSearchParams({ repo: repository.did, collection: POSTS, rkey })}`,
  );

const Reply = z.object({
  value: z.object({ reply: z.object({ root: z.object({ uri: z.string() }) }) }),
});
/** The first post of the thread that the record belongs to; null where it answers nothing. */
export const readThreadRoot = (response: EgressResponse) =>
  Reply.safeParse(response.json()).data?.value.reply.root.uri ?? null;

export const deleteRecord = (repository: Repository, rkey: string) =>
  postJson(repository, "com.atproto.repo.deleteRecord", {
    repo: repository.did,
    collection: POSTS,
    rkey,
  });

/** The account's own server asks the network's view of all posts on our behalf. */
export const getPosts = (server: Server, uris: readonly string[]) =>
  call(server, `app.bsky.feed.getPosts?${new URLSearchParams(uris.map((uri) => ["uris", uri]))}`);

const count = z.number().nullish().catch(null);
const Posts = z.object({
  posts: z.array(
    z.object({
      uri: z.string(),
      likeCount: count,
      repostCount: count,
      quoteCount: count,
      replyCount: count,
      bookmarkCount: count,
    }),
  ),
});
export type PostView = z.infer<typeof Posts>["posts"][number];
export const readPosts = (response: EgressResponse) =>
  Posts.safeParse(response.json()).data?.posts ?? null;
