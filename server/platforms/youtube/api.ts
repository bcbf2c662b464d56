import { z } from "zod";
import type { CallContext } from "../adapter";
import type { EgressRequest, EgressResponse } from "../http";
import type { VideoBody } from "./to-youtube";

type Caller = CallContext & { accessToken: string };

function call(session: Caller, url: string, init: Omit<EgressRequest, "trust"> = {}) {
  const headers = {
    accept: "application/json",
    authorization: `Bearer ${session.accessToken}`,
    ...init.headers,
  };
  return session.http.request(url, { ...init, headers, trust: "operator" });
}

export const listOwnChannels = (session: Caller) =>
  call(session, `${session.endpoints.api}/channels?part=snippet&mine=true`);

const Channels = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        snippet: z.object({
          title: z.string().catch(""),
          customUrl: z.string().nullish().catch(null),
          thumbnails: z
            .object({ default: z.object({ url: z.string() }) })
            .optional()
            .catch(undefined),
        }),
      }),
    )
    .default([]),
});
export const readChannels = (response: EgressResponse) =>
  Channels.safeParse(response.json()).data?.items;

export const startUpload = (
  session: Caller,
  body: VideoBody,
  media: { bytes: number; mimeType: string },
) =>
  call(
    session,
    `${session.endpoints.upload}/videos?uploadType=resumable&part=snippet,status&notifySubscribers=true`,
    {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=UTF-8",
        "x-upload-content-length": String(media.bytes),
        "x-upload-content-type": media.mimeType,
      },
      body: JSON.stringify(body),
    },
  );

/** The session's address, or null where it leaves the upload host: it would take the token along. */
export function readSessionUri(session: Caller, response: EgressResponse): string | null {
  const location = response.headers.location;
  const base = session.endpoints.upload;
  if (!location || !URL.canParse(location, base)) return null;
  const uri = new URL(location, base);
  return uri.origin === new URL(base).origin ? uri.href : null;
}

// Eight megabytes through an uplink of a quarter of a megabit.
const PART_TIMEOUT_MS = 300_000;

export const putBytes = (
  session: Caller,
  sessionUri: string,
  part: { bytes: Uint8Array; start: number; total: number; mimeType: string },
) =>
  call(session, sessionUri, {
    method: "PUT",
    headers: {
      "content-type": part.mimeType,
      "content-range": `bytes ${part.start}-${part.start + part.bytes.byteLength - 1}/${part.total}`,
    },
    body: part.bytes,
    timeoutMs: PART_TIMEOUT_MS,
  });

export const probeUpload = (session: Caller, sessionUri: string, total: number) =>
  call(session, sessionUri, {
    method: "PUT",
    headers: { "content-range": `bytes */${total}` },
    body: new Uint8Array(0),
  });

const Created = z.object({ id: z.string().min(1) });
export const readCreatedId = (response: EgressResponse) =>
  Created.safeParse(response.json()).data?.id;

export const getVideoStatus = (session: Caller, videoId: string) =>
  call(session, `${session.endpoints.api}/videos?part=status&id=${encodeURIComponent(videoId)}`);

const VideoStatus = z.object({
  uploadStatus: z.string(),
  failureReason: z.string().nullish().catch(null),
  rejectionReason: z.string().nullish().catch(null),
  privacyStatus: z.string().catch("public"),
  publishAt: z.string().nullish().catch(null),
});
export type VideoStatus = z.infer<typeof VideoStatus>;
const Statuses = z.object({ items: z.array(z.object({ status: VideoStatus })).default([]) });
export const readVideoStatus = (response: EgressResponse) =>
  Statuses.safeParse(response.json()).data;

export const putThumbnail = (
  session: Caller,
  videoId: string,
  image: { body: Uint8Array; mimeType: string },
) =>
  call(
    session,
    `${session.endpoints.upload}/thumbnails/set?videoId=${encodeURIComponent(videoId)}`,
    { method: "POST", headers: { "content-type": image.mimeType }, body: image.body },
  );

export const deleteVideo = (session: Caller, videoId: string) =>
  call(session, `${session.endpoints.api}/videos?id=${encodeURIComponent(videoId)}`, {
    method: "DELETE",
  });

export const getStatistics = (session: Caller, ids: readonly string[]) =>
  call(
    session,
    `${session.endpoints.api}/videos?part=statistics&id=${ids.map(encodeURIComponent).join(",")}`,
  );

const Statistics = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        statistics: z.record(z.string(), z.coerce.string()).catch({}),
      }),
    )
    .default([]),
});
export const readStatistics = (response: EgressResponse) =>
  Statistics.safeParse(response.json()).data?.items;
