import type { Call, SandboxContext } from "../context";
import { countUse } from "../counters";
import { fetchMedia } from "../fetch-media";
import { aspectRefused, badParameter, graphError } from "../meta/graph-error";
import { nextGraphId } from "../meta/ids";
import { type Params, refuseUnknown } from "../meta/params";
import { findObject, putObject, type SandboxObject } from "../objects";
import type { Profile } from "../profiles";
import { json } from "../respond";
import { readJpegSize } from "./jpeg-size";

export interface ContainerDetail {
  type: "IMAGE" | "VIDEO" | "REELS" | "STORIES" | "CAROUSEL";
  isVideo: boolean;
  isCarouselItem: boolean;
  caption: string;
  children: readonly string[];
  hash: string;
  /** Set when processing ends badly: the subcode. */
  failure: number | null;
  expiresAt: number;
}
export type Container = SandboxObject<ContainerDetail>;

const MB = 1024 * 1024;
const dayMs = 86_400_000;
const perDay = 400;
const known = [
  "image_url",
  "video_url",
  "caption",
  "alt_text",
  "media_type",
  "is_carousel_item",
  "children",
  "share_to_feed",
  "cover_url",
  "thumb_offset",
  "audio_name",
  "user_tags",
  "location_id",
  "collaborators",
  "trial_params",
  "is_ai_generated",
];

export async function createContainer(
  call: Call,
  account: Profile,
  params: Params,
): Promise<Response> {
  const { context } = call;
  const refusal = refuseUnknown(params, known) ?? refuseWords(params);
  if (refusal) return refusal;
  const day = countUse(context, `instagram:containers:${account.id}`, perDay, dayMs);
  if (!day.isAllowed) return capped();
  const { values } = params;
  const type = values.get("media_type");
  if (type === "CAROUSEL") return createCarousel(context, account, values);
  const media = await readMedia(call, values);
  if (media instanceof Response) return media;
  const isItem = values.get("is_carousel_item") === "true";
  const detail: Omit<ContainerDetail, "expiresAt"> = {
    type: toType(type, media.isVideo),
    isVideo: media.isVideo,
    isCarouselItem: isItem,
    caption: isItem || type === "STORIES" ? "" : (values.get("caption") ?? ""),
    children: [],
    hash: media.hash,
    failure: media.failure,
  };
  const waitMs = media.isVideo ? context.timings.videoProcessingMs : 0;
  return json(200, { id: keepContainer(context, account, detail, waitMs) });
}

export const capped = () =>
  graphError(9, "Application request limit reached", {
    status: 403,
    subcode: 2_207_042,
    userMessage: "The maximum number of posts for this account has been reached.",
  });

function refuseWords({ values }: Params): Response | null {
  const caption = values.get("caption") ?? "";
  if ([...caption].length > 2200 || (caption.match(/#[\p{L}\p{N}_]+/gu)?.length ?? 0) > 30) {
    return graphError(36_004, "The caption was too long", {
      subcode: 2_207_010,
      userMessage: "Captions have at most 2,200 characters, 30 hashtags and 20 mentions.",
    });
  }
  if ([...(values.get("alt_text") ?? "")].length > 1000)
    return badParameter("alt_text is too long");
  return null;
}

function toType(given: string | undefined, isVideo: boolean): ContainerDetail["type"] {
  if (given === "STORIES" || given === "REELS") return given;
  return isVideo ? "VIDEO" : "IMAGE";
}

interface Media {
  isVideo: boolean;
  hash: string;
  failure: number | null;
}

/** Images are judged at once; a video that cannot be read shows only in the processing. */
async function readMedia(call: Call, values: Params["values"]): Promise<Media | Response> {
  const type = values.get("media_type");
  const videoUrl = values.get("video_url");
  const imageUrl = values.get("image_url");
  if (type !== undefined && !["VIDEO", "REELS", "STORIES", "IMAGE"].includes(type)) {
    return badParameter("Param media_type must be one of {VIDEO, CAROUSEL, REELS, STORIES}");
  }
  if (type === "REELS" && !videoUrl) return badParameter("The parameter video_url is required");
  if (videoUrl && type === undefined) {
    return badParameter("Param media_type is required for a video");
  }
  if (videoUrl && type === "VIDEO" && values.get("is_carousel_item") !== "true") {
    return graphError(100, "The value VIDEO for media_type is no longer supported. Use REELS.", {
      subcode: 2_207_067,
    });
  }
  if (videoUrl) return readVideo(call, videoUrl, type === "STORIES" ? 100 * MB : 300 * MB);
  if (imageUrl) return readImage(call, imageUrl, type === "STORIES");
  return badParameter("The parameter image_url is required");
}

const unreachable = () =>
  graphError(9004, "Only photo or video can be accepted as media type.", {
    subcode: 2_207_052,
    title: "Media download has failed. The media URI doesn't meet our requirements.",
    userMessage: "The media could not be fetched from this URI.",
  });

async function readVideo(call: Call, url: string, maxBytes: number): Promise<Media | Response> {
  const fetched = await fetchMedia(call.context, url, { maxBytes });
  if (!fetched.ok) {
    return fetched.reason === "too_large" ? tooLarge() : unreachable();
  }
  const failure = fetched.kind === "mp4" ? null : 2_207_026;
  return { isVideo: true, hash: fetched.hash, failure };
}

async function readImage(call: Call, url: string, isStory: boolean): Promise<Media | Response> {
  const fetched = await fetchMedia(call.context, url, { maxBytes: 8 * MB });
  if (!fetched.ok) return fetched.reason === "too_large" ? tooLarge() : unreachable();
  if (fetched.kind !== "jpeg") {
    return graphError(36_001, "The image format is not supported", {
      subcode: 2_207_005,
      userMessage: "The image format is not supported. Supported formats are: JPEG.",
    });
  }
  const size = readJpegSize(fetched.head);
  const ratio = size ? size.width / size.height : 1;
  if (!isStory && (ratio < 0.795 || ratio > 1.915)) return aspectRefused();
  return { isVideo: false, hash: fetched.hash, failure: null };
}

const tooLarge = () =>
  graphError(36_000, "The image is too large to download.", {
    subcode: 2_207_004,
    userMessage: "The image is too large to download. It should be less than 8 MB.",
  });

function createCarousel(
  context: SandboxContext,
  account: Profile,
  values: Params["values"],
): Response {
  const children = (values.get("children") ?? "").split(",").filter(Boolean);
  if (children.length < 2 || children.length > 10) {
    return graphError(100, "A carousel has 2 to 10 children.", { subcode: 2_207_028 });
  }
  const found = children.map((id) => findContainer(context, id));
  const hashes: string[] = [];
  for (const child of found) {
    if (child?.accountId !== account.id || !child.detail.isCarouselItem) {
      return badParameter("Invalid children: each must be a carousel item of this account");
    }
    if (stateOf(context, child) !== "FINISHED") return notReady();
    hashes.push(child.detail.hash);
  }
  const detail: Omit<ContainerDetail, "expiresAt"> = {
    type: "CAROUSEL",
    isVideo: false,
    isCarouselItem: false,
    caption: values.get("caption") ?? "",
    children,
    hash: hashes.join("-"),
    failure: null,
  };
  return json(200, { id: keepContainer(context, account, detail, 0) });
}

export const notReady = () =>
  graphError(9007, "The media is not ready to be published.", {
    subcode: 2_207_027,
    userMessage: "The media is not ready to be published. Please wait a moment.",
  });

function keepContainer(
  context: SandboxContext,
  account: Profile,
  detail: Omit<ContainerDetail, "expiresAt">,
  waitMs: number,
): string {
  const id = nextGraphId(context, "17");
  const now = context.now().getTime();
  putObject(context, {
    platform: "instagram",
    kind: "container",
    id,
    accountId: account.id,
    state: "open",
    detail: { ...detail, expiresAt: now + dayMs },
    readyAt: now + waitMs,
  });
  return id;
}

export function findContainer(context: SandboxContext, id: string): Container | null {
  const key = { platform: "instagram", kind: "container", id };
  return findObject<ContainerDetail>(context, key);
}

export type ContainerState = "IN_PROGRESS" | "FINISHED" | "ERROR" | "EXPIRED" | "PUBLISHED";

export function stateOf(context: SandboxContext, container: Container): ContainerState {
  const now = context.now().getTime();
  if (container.state === "published") return "PUBLISHED";
  if (container.detail.expiresAt <= now) return "EXPIRED";
  if ((container.readyAt ?? 0) > now) return "IN_PROGRESS";
  return container.detail.failure === null ? "FINISHED" : "ERROR";
}
