import { Readable } from "node:stream";
import { z } from "zod";
import type { DraftMedia, Session } from "../adapter";
import type { EgressResponse } from "../http";
import { type Fields, graphGet, graphPost, graphUpload, readPage } from "../meta/graph";
import type { UploadForm } from "../multipart";
import type { StoredPost, VideoEdge } from "./to-facebook";

const id = (value: string) => encodeURIComponent(value);

export const createFeedPost = (session: Session, form: Fields) =>
  graphPost(session, `/${id(session.externalAccountId)}/feed?fields=id,permalink_url`, form);

const Created = z.object({
  id: z.string().min(1),
  permalink_url: z.string().nullish().catch(null),
});
export const readCreated = (response: EgressResponse) => Created.safeParse(response.json()).data;

export const uploadPhoto = (session: Session, form: UploadForm) =>
  graphUpload(session, `/${id(session.externalAccountId)}/photos`, form);

export const createPhotoStory = (session: Session, photoId: string) =>
  graphPost(session, `/${id(session.externalAccountId)}/photo_stories`, { photo_id: photoId });

const StoryAnswer = z.object({
  post_id: z.union([z.string().min(1), z.number().transform(String)]),
});
export const readStoryPostId = (response: EgressResponse) =>
  StoryAnswer.safeParse(response.json()).data?.post_id ?? null;

const Feed = z.object({
  id: z.string(),
  message: z.string().catch(""),
  created_time: z.string().catch(""),
  permalink_url: z.string().nullish().catch(null),
  from: z.object({ id: z.string() }).optional().catch(undefined),
  attachments: z
    .object({
      data: z.array(
        z.object({
          media_type: z.string().catch(""),
          target: z
            .object({ id: z.string().catch("") })
            .optional()
            .catch(undefined),
          subattachments: z
            .object({
              data: z.array(
                z.object({
                  target: z
                    .object({ id: z.string().catch("") })
                    .optional()
                    .catch(undefined),
                }),
              ),
            })
            .optional()
            .catch(undefined),
        }),
      ),
    })
    .optional()
    .catch(undefined),
});

const FEED_FIELDS =
  "id,message,created_time,permalink_url,from{id}," +
  "attachments{media_type,target{id},subattachments{target{id}}}";

export function listFeed(session: Session, since: number, after: string | null) {
  return graphGet(session, `/${id(session.externalAccountId)}/feed`, {
    fields: FEED_FIELDS,
    since: String(Math.floor(since / 1000)),
    limit: "25",
    ...(after === null ? {} : { after }),
  });
}

export function readFeed(response: EgressResponse) {
  const page = readPage(response);
  if (!page) return null;
  const posts = page.items.flatMap((item) => {
    const post = Feed.safeParse(item).data;
    return post ? [toStoredPost(post)] : [];
  });
  return { posts, after: page.after };
}

function toStoredPost(post: z.infer<typeof Feed>): StoredPost {
  const attached = post.attachments?.data ?? [];
  const photoIds = attached.flatMap(({ media_type, target, subattachments }) => {
    if (subattachments) return subattachments.data.flatMap((each) => each.target?.id ?? []);
    return media_type === "photo" && target ? [target.id] : [];
  });
  return {
    id: post.id,
    authorId: post.from?.id ?? null,
    message: post.message,
    createdAt: Date.parse(post.created_time) || 0,
    permalink: post.permalink_url ?? null,
    photoIds,
    hasVideo: attached.some(({ media_type }) => media_type.startsWith("video")),
  };
}

export const listStories = (session: Session) =>
  graphGet(session, `/${id(session.externalAccountId)}/stories`, {
    fields: "post_id,media_id,media_type,url",
    limit: "100",
  });

const Story = z.object({
  post_id: z.string().catch(""),
  media_id: z.string(),
  url: z.string().nullish().catch(null),
});
export const readStories = (response: EgressResponse) =>
  readPage(response)?.items.flatMap((item) => Story.safeParse(item).data ?? []) ?? null;

/** Start or finish: both are told to the same edge. */
export const tellPhase = (session: Session, edge: VideoEdge, form: Fields) =>
  graphPost(session, `/${id(session.externalAccountId)}/${edge}`, form);

/** The chunked upload has a host of its own. */
export const transferChunk = (session: Session, form: UploadForm) =>
  graphUpload(session, `/${id(session.externalAccountId)}/videos`, form, session.endpoints.upload);

const Started = z.object({
  video_id: z.string().min(1),
  upload_url: z.string().optional().catch(undefined),
  upload_session_id: z.string().optional().catch(undefined),
  start_offset: z.coerce.number().optional().catch(undefined),
  end_offset: z.coerce.number().optional().catch(undefined),
});
export const readStarted = (response: EgressResponse) => Started.safeParse(response.json()).data;

const Offsets = z.object({ start_offset: z.coerce.number(), end_offset: z.coerce.number() });
export const readOffsets = (response: EgressResponse) => Offsets.safeParse(response.json()).data;

const Finished = z.object({
  success: z.literal(true),
  post_id: z
    .union([z.string().min(1), z.number().transform(String)])
    .nullish()
    .catch(null),
});
export const readFinished = (response: EgressResponse) => Finished.safeParse(response.json()).data;

const Success = z.object({ success: z.literal(true) });
export const readSuccess = (response: EgressResponse) => Success.safeParse(response.json()).success;

const READ_BYTES = 4 * 1024 * 1024;

async function* readParts(media: DraftMedia) {
  for (let at = 0; at < media.bytes; at += READ_BYTES) {
    yield await media.read(at, Math.min(at + READ_BYTES, media.bytes));
  }
}

/** The whole file in one go, to the address that the start of the upload gave. Never all in memory. */
export function sendVideoFile(session: Session, url: string, media: DraftMedia) {
  return session.http.request(url, {
    method: "POST",
    headers: {
      accept: "application/json",
      authorization: `OAuth ${session.accessToken}`,
      "content-type": "application/octet-stream",
      offset: "0",
      file_size: String(media.bytes),
      "content-length": String(media.bytes),
    },
    body: Readable.from(readParts(media)),
    timeoutMs: 600_000,
    trust: "operator",
  });
}

const PhaseErrors = z
  .array(z.object({ message: z.string().catch("") }))
  .optional()
  .catch(undefined);
const Phase = z
  .object({
    status: z.string().optional().catch(undefined),
    publish_status: z.string().optional().catch(undefined),
    errors: PhaseErrors,
  })
  .optional()
  .catch(undefined);
const Video = z.object({
  status: z.object({
    video_status: z.string().optional().catch(undefined),
    uploading_phase: Phase,
    processing_phase: Phase,
    publishing_phase: Phase,
  }),
  permalink_url: z.string().nullish().catch(null),
});

export const getVideo = (session: Session, videoId: string) =>
  graphGet(session, `/${id(videoId)}`, { fields: "status,permalink_url" });
export const readVideo = (response: EgressResponse) => Video.safeParse(response.json()).data;

const SUMMARY = "limit(0).summary(true)";
const Total = z
  .object({ summary: z.object({ total_count: z.number() }) })
  .optional()
  .catch(undefined);
const Reactions = z.object({
  reactions: Total,
  likes: Total,
  comments: Total,
  shares: z.object({ count: z.number() }).optional().catch(undefined),
});

/** Posts and videos tell their reactions under different names. */
export const getReactions = (session: Session, objectId: string, isPost: boolean) =>
  graphGet(session, `/${id(objectId)}`, {
    fields: isPost
      ? `shares,reactions.${SUMMARY},comments.${SUMMARY}`
      : `likes.${SUMMARY},comments.${SUMMARY}`,
  });
export const readReactions = (response: EgressResponse) =>
  Reactions.safeParse(response.json()).data;

export const getInsights = (session: Session, objectId: string, metrics: readonly string[]) =>
  graphGet(session, `/${id(objectId)}/insights`, { metric: metrics.join(",") });

export const getVideoInsights = (session: Session, videoId: string) =>
  graphGet(session, `/${id(videoId)}/video_insights`);
