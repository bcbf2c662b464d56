import { z } from "zod";
import type { CallContext } from "../adapter";
import type { EgressResponse } from "../http";
import type { Chunk } from "./chunks";
import { readAnswer } from "./envelope";
import type { InitBody } from "./to-tiktok";

type Caller = CallContext & { accessToken: string };

function post(session: Caller, path: string, body: unknown) {
  return session.http.request(`${session.endpoints.api}/${path}`, {
    method: "POST",
    headers: {
      accept: "application/json",
      authorization: `Bearer ${session.accessToken}`,
      "content-type": "application/json; charset=UTF-8",
    },
    body: JSON.stringify(body),
    trust: "operator",
  });
}

const Id = z.union([z.string().min(1), z.number()]).transform(String);

export const getUser = (session: Caller) =>
  session.http.request(
    `${session.endpoints.api}/user/info/?fields=open_id,union_id,avatar_url,display_name,username`,
    {
      headers: { accept: "application/json", authorization: `Bearer ${session.accessToken}` },
      trust: "operator",
    },
  );

const User = z.object({
  user: z.object({
    open_id: z.string().min(1),
    display_name: z.string().catch(""),
    username: z.string().nullish().catch(null),
    avatar_url: z.string().nullish().catch(null),
  }),
});
export const readUser = (response: EgressResponse) =>
  User.safeParse(readAnswer(response).data).data?.user;

export const queryCreator = (session: Caller) =>
  post(session, "post/publish/creator_info/query/", {});

const Creator = z.object({
  privacy_level_options: z.array(z.string()),
  comment_disabled: z.boolean().catch(false),
  duet_disabled: z.boolean().catch(false),
  stitch_disabled: z.boolean().catch(false),
  max_video_post_duration_sec: z.number().positive().nullish().catch(null),
});
export type Creator = z.infer<typeof Creator>;
export const readCreator = (response: EgressResponse) =>
  Creator.safeParse(readAnswer(response).data).data;

export const initPost = (session: Caller, { path, body }: InitBody) => post(session, path, body);

const Initiated = z.object({
  publish_id: z.string().min(1),
  upload_url: z.string().nullish().catch(null),
});
export const readInitiated = (response: EgressResponse) =>
  Initiated.safeParse(readAnswer(response).data).data;

const CHUNK_TIMEOUT_MS = 120_000;

/** To an address of its own, on another host: the token stays at home. */
export const putChunk = (
  session: CallContext,
  uploadUrl: string,
  chunk: Chunk & { bytes: Uint8Array; total: number; mimeType: string },
) =>
  session.http.request(uploadUrl, {
    method: "PUT",
    headers: {
      "content-type": chunk.mimeType,
      "content-length": String(chunk.bytes.byteLength),
      "content-range": `bytes ${chunk.start}-${chunk.end - 1}/${chunk.total}`,
    },
    body: chunk.bytes,
    timeoutMs: CHUNK_TIMEOUT_MS,
    trust: "operator",
  });

export const fetchStatus = (session: Caller, publishId: string) =>
  post(session, "post/publish/status/fetch/", { publish_id: publishId });

const Status = z.object({
  status: z.string(),
  fail_reason: z.string().nullish().catch(null),
  // Spelt so by TikTok; the other spelling stands in case they mend it.
  publicaly_available_post_id: z.array(Id).nullish().catch(null),
  publicly_available_post_id: z.array(Id).nullish().catch(null),
  uploaded_bytes: z.number().nullish().catch(null),
});

export interface PublishStatus {
  status: string;
  failReason: string | null;
  postId: string | null;
  /** Null: TikTok does not tell. */
  uploadedBytes: number | null;
}

export function readStatus(response: EgressResponse): PublishStatus | null {
  const told = Status.safeParse(readAnswer(response).data).data;
  if (!told) return null;
  const ids = told.publicaly_available_post_id ?? told.publicly_available_post_id ?? [];
  return {
    status: told.status,
    failReason: told.fail_reason || null,
    postId: ids[0] ?? null,
    uploadedBytes: told.uploaded_bytes ?? null,
  };
}

export const listVideos = (session: Caller, cursor: string | null) =>
  post(session, "video/list/?fields=id,create_time,title,video_description", {
    max_count: 20,
    ...(cursor === null ? {} : { cursor: Number(cursor) }),
  });

const Videos = z.object({
  videos: z
    .array(
      z.object({
        id: Id,
        create_time: z.number(),
        title: z.string().nullish().catch(null),
        video_description: z.string().nullish().catch(null),
      }),
    )
    .catch([]),
  cursor: Id.nullish().catch(null),
  has_more: z.boolean().catch(false),
});
export const readVideos = (response: EgressResponse) =>
  Videos.safeParse(readAnswer(response).data).data;

export const queryVideos = (session: Caller, ids: readonly string[]) =>
  post(session, "video/query/?fields=id,view_count,like_count,comment_count,share_count", {
    filters: { video_ids: ids },
  });

const Count = z.number().int().nonnegative().nullish().catch(null);
const Counted = z.object({
  videos: z.array(
    z.object({
      id: Id,
      view_count: Count,
      like_count: Count,
      comment_count: Count,
      share_count: Count,
    }),
  ),
});
export type CountedVideo = z.infer<typeof Counted>["videos"][number];
export const readCounted = (response: EgressResponse) =>
  Counted.safeParse(readAnswer(response).data).data?.videos;
