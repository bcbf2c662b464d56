import { z } from "zod";
import type { CallContext } from "../adapter";
import type { EgressRequest, EgressResponse } from "../http";
import type { StoredTweet } from "./match-tweet";
import type { TweetBody } from "./to-x";

type Caller = CallContext & { accessToken: string };

function call(session: Caller, path: string, init: Omit<EgressRequest, "trust"> = {}) {
  return session.http.request(`${session.endpoints.api}${path}`, {
    ...init,
    headers: {
      accept: "application/json",
      authorization: `Bearer ${session.accessToken}`,
      ...init.headers,
    },
    trust: "operator",
  });
}

function postJson(session: Caller, path: string, body: unknown): Promise<EgressResponse> {
  return call(session, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

const Me = z.object({
  data: z.object({
    id: z.string(),
    username: z.string(),
    name: z.string().catch(""),
    profile_image_url: z.string().nullish().catch(null),
  }),
});

export const getMe = (session: Caller) =>
  call(session, "/users/me?user.fields=username,name,verified_type,profile_image_url");
export const readMe = (response: EgressResponse) => Me.safeParse(response.json()).data?.data;

const Created = z.object({ data: z.object({ id: z.string().min(1) }) });

export const createTweet = (session: Caller, body: TweetBody) => postJson(session, "/tweets", body);
export const readCreatedId = (response: EgressResponse) =>
  Created.safeParse(response.json()).data?.data.id;

export const deleteTweet = (session: Caller, id: string) =>
  call(session, `/tweets/${encodeURIComponent(id)}`, { method: "DELETE" });

const Deleted = z.object({ data: z.object({ deleted: z.boolean() }) });
export const readDeleted = (response: EgressResponse) =>
  Deleted.safeParse(response.json()).data?.data.deleted === true;

export const initializeUpload = (
  session: Caller,
  body: { media_type: string; total_bytes: number; media_category: string },
) => postJson(session, "/media/upload/initialize", body);

export const appendSegment = (
  session: Caller,
  mediaId: string,
  form: { contentType: string; body: Uint8Array },
) =>
  call(session, `/media/upload/${encodeURIComponent(mediaId)}/append`, {
    method: "POST",
    headers: { "content-type": form.contentType },
    body: form.body,
  });

export const finalizeUpload = (session: Caller, mediaId: string) =>
  call(session, `/media/upload/${encodeURIComponent(mediaId)}/finalize`, { method: "POST" });

export const getUploadStatus = (session: Caller, mediaId: string) =>
  call(session, `/media/upload?command=STATUS&media_id=${encodeURIComponent(mediaId)}`);

export const setAltText = (session: Caller, mediaId: string, text: string) =>
  postJson(session, "/media/metadata", { id: mediaId, metadata: { alt_text: { text } } });

const Upload = z.object({
  data: z.object({
    id: z.string(),
    processing_info: z
      .object({
        state: z.string(),
        check_after_secs: z.number().optional().catch(undefined),
        error: z
          .object({ message: z.string().catch("") })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
  }),
});
export const readUpload = (response: EgressResponse) =>
  Upload.safeParse(response.json()).data?.data;

const Timeline = z.object({
  data: z
    .array(
      z.object({
        id: z.string(),
        text: z.string(),
        created_at: z.iso.datetime().optional().catch(undefined),
        referenced_tweets: z
          .array(z.object({ type: z.string(), id: z.string() }))
          .optional()
          .catch(undefined),
        entities: z
          .object({
            urls: z
              .array(
                z.object({
                  url: z.string(),
                  expanded_url: z.string().nullish().catch(null),
                  media_key: z.string().nullish().catch(null),
                }),
              )
              .optional(),
          })
          .optional()
          .catch(undefined),
      }),
    )
    .default([]),
  meta: z.object({ next_token: z.string().optional().catch(undefined) }).optional(),
});

export function listTweetsSince(
  session: Caller,
  params: { userId: string; since: Date; until: Date | null; pageToken: string | null },
): Promise<EgressResponse> {
  // X takes whole seconds only.
  const toTime = (date: Date) => date.toISOString().replace(/\.\d+Z$/, "Z");
  const query = new URLSearchParams({
    start_time: toTime(params.since),
    max_results: "100",
    "tweet.fields": "created_at,entities,referenced_tweets",
  });
  if (params.until !== null) query.set("end_time", toTime(params.until));
  if (params.pageToken !== null) query.set("pagination_token", params.pageToken);
  return call(session, `/users/${encodeURIComponent(params.userId)}/tweets?${query}`);
}

export function readTweets(
  response: EgressResponse,
): { tweets: StoredTweet[]; nextToken: string | null } | null {
  const page = Timeline.safeParse(response.json()).data;
  if (!page) return null;
  const tweets = page.data.map((tweet) => ({
    id: tweet.id,
    text: tweet.text,
    createdAt: tweet.created_at ? new Date(tweet.created_at) : null,
    replyTo: tweet.referenced_tweets?.find(({ type }) => type === "replied_to")?.id ?? null,
    urls: (tweet.entities?.urls ?? []).map((url) => ({
      short: url.url,
      long: url.expanded_url ?? null,
      isMedia: Boolean(url.media_key),
    })),
  }));
  return { tweets, nextToken: page.meta?.next_token ?? null };
}

const Numbers = z.record(z.string(), z.number()).optional().catch(undefined);
const Metrics = z.object({
  data: z
    .array(z.object({ id: z.string(), public_metrics: Numbers, non_public_metrics: Numbers }))
    .default([]),
});

export const getMetrics = (session: Caller, ids: readonly string[], fields: string) =>
  call(session, `/tweets?ids=${ids.map(encodeURIComponent).join(",")}&tweet.fields=${fields}`);
export const readMetrics = (response: EgressResponse) => Metrics.safeParse(response.json()).data;
