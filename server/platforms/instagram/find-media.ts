import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Draft, IdempotencyKey, Session } from "../adapter";
import { attempt } from "../meta/attempt";
import { notPosted } from "../network-outcome";
import { getPermalink, listMedia, readMediaList, readPermalink } from "./api";
import { instagramRefusals } from "./errors";
import { findSameMedia, type StoredMedia, toWanted } from "./to-instagram";

const MAX_PAGES = 4;
// The two clocks may differ, and Instagram tells whole seconds.
const CLOCK_SKEW_MS = 2 * 60_000;

type Seen =
  | { kind: "found"; media: StoredMedia }
  | { kind: "absent" }
  | { kind: "unreachable"; outcome: PublishOutcome };

/** Looks on the account for what the draft became. */
export async function findMedia(
  work: { session: Session; draft: Draft; key: IdempotencyKey },
  sentAt: number,
): Promise<Seen> {
  const { session, draft, key } = work;
  const edge = draft.format === "story" ? "stories" : "media";
  const wanted = toWanted(draft, key.firstAttemptAt.getTime() - CLOCK_SKEW_MS, sentAt);
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const at: string | null = after;
    const answer = await attempt(session, instagramRefusals, false, () =>
      listMedia(session, edge, at),
    );
    if (!answer.ok) return { kind: "unreachable", outcome: answer.outcome };
    const list = readMediaList(answer.response);
    if (!list) {
      const message = "Instagram's list of posts could not be read.";
      return { kind: "unreachable", outcome: notPosted("bad_answer", message) };
    }
    const media = findSameMedia(list.media, wanted);
    if (media) return { kind: "found", media };
    if (list.after === null) break;
    after = list.after;
  }
  return { kind: "absent" };
}

export async function toPublished(
  session: Session,
  media: { id: string; permalink: string | null },
  response?: unknown,
): Promise<PublishOutcome> {
  return {
    kind: "published",
    externalId: media.id,
    permalink: media.permalink ?? (await tellPermalink(session, media.id)),
    visibility: "live",
    ...(response === undefined ? {} : { response }),
  };
}

/** The post is out whether or not its address can be read now; the account's page shows it too. */
async function tellPermalink(session: Session, mediaId: string): Promise<string> {
  const answer = await attempt(session, instagramRefusals, false, () =>
    getPermalink(session, mediaId),
  );
  const told = answer.ok ? readPermalink(answer.response) : null;
  const { site } = session.endpoints;
  return told ?? `${site}/${encodeURIComponent(session.handle.replace(/^@/, ""))}/`;
}
