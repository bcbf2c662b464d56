import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, Session } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { toStoredAnswer } from "../http-answer";
import { toRefusedLook } from "../in-doubt";
import { toNetworkWords } from "../plain-words";
import { getVideoStatus, readVideoStatus, type VideoStatus } from "./api";
import { toOutcome } from "./errors";
import { setThumbnail } from "./thumbnail";
import { toPermalink, toRefusal, toVisibility } from "./to-youtube";

const MINUTE_MS = 60_000;
const APPEARS_WITHIN_MS = 10 * MINUTE_MS;

interface Work {
  session: Session;
  draft: Draft;
}

/** What became of a video that YouTube has taken. `sentAt`: when its last byte went out. */
export async function pollVideo(
  work: Work,
  videoId: string,
  sentAt: string,
): Promise<PublishOutcome> {
  const { session } = work;
  const age = session.now().getTime() - Date.parse(sentAt);
  const again = (note: string): PublishOutcome => ({
    kind: "pending",
    checkAfterMs: Math.min(5 * MINUTE_MS, Math.max(10_000, age / 2)),
    note,
  });
  let answer: EgressResponse;
  try {
    answer = await getVideoStatus(session, videoId);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return again(toNetworkWords(error, "YouTube"));
  }
  if (answer.status >= 300) {
    const refusal = toOutcome(answer, session.now());
    return refusal.kind === "reconnect"
      ? toRefusedLook(refusal)
      : again("YouTube does not tell the state yet.");
  }
  const told = readVideoStatus(answer);
  const status = told?.items[0]?.status;
  if (!status) {
    if (!told || age < APPEARS_WITHIN_MS) return again("The video is not listed yet.");
    const message = "YouTube took the video, but no longer shows it. Look at the channel.";
    return { kind: "unknown", code: "gone", message, response: toStoredAnswer(answer) };
  }
  if (status.uploadStatus === "uploaded") return again("YouTube is processing the video.");
  const response = toStoredAnswer(answer);
  if (status.uploadStatus !== "processed") return { ...toRejected(status), response };
  return {
    kind: "published",
    externalId: videoId,
    permalink: toPermalink(session.endpoints.site, videoId, work.draft.format),
    visibility: status.publishAt ? "scheduled" : toVisibility(status.privacyStatus),
    response: { ...response, ...(await setThumbnail(session, videoId, work.draft)) },
  };
}

function toRejected(status: VideoStatus): Extract<PublishOutcome, { kind: "rejected" }> {
  const reason = status.rejectionReason ?? status.failureReason ?? null;
  const code = reason ?? status.uploadStatus;
  return { kind: "rejected", code, message: toRefusal(reason), field: "media" };
}
