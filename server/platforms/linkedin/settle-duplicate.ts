import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Session } from "../adapter";
import { EgressError } from "../http";
import { getPost, readPost } from "./api";
import { toPermalink, toPostedAt } from "./urns";
import { toPublished, type Work } from "./work";

export interface Refusal {
  /** The earlier post, as LinkedIn names it. */
  urn: string | null;
  /** When the refused call was sent. */
  sentAt: Date;
  /** An earlier try may have arrived, so that the refusal may be about our own post. */
  isDoubtful: boolean;
  response: unknown;
}

// Clocks may be a moment apart; what is older than a minute surely is another post.
const SKEW_MS = 2_000;
const SURELY_OLDER_MS = 60_000;

/** LinkedIn has this text already: our own earlier try, an older post, or one that was deleted. */
export async function settleDuplicate(work: Work, refusal: Refusal): Promise<PublishOutcome> {
  const { session, key } = work;
  const { urn, response } = refusal;
  if (!refusal.isDoubtful) return refused(session, urn, response);
  if (urn === null) return unclear("LinkedIn says the text is already posted.", response);
  const seen = await lookUp(session, urn);
  if (seen.kind === "gone") return ghost(response);
  if (seen.kind === "unreachable") return unclear(seen.message, response);
  const postedAt = seen.postedAt ?? toPostedAt(urn);
  const address = toPermalink(session.endpoints.site, urn);
  const look = `LinkedIn says this text is already posted. Look whether it is yours: ${address}`;
  if (!postedAt || !seen.isOwn) return unclear(look, response);
  // Seen by its id alone, a post as old as the refusal may be one that LinkedIn only speaks of.
  const isJustNow = postedAt.getTime() >= refusal.sentAt.getTime() - SKEW_MS;
  if (seen.kind === "hidden" && isJustNow) return unclear(look, response);
  const ageMs = key.firstAttemptAt.getTime() - postedAt.getTime();
  if (ageMs <= SKEW_MS) return toPublished(session, urn, response);
  return ageMs > SURELY_OLDER_MS ? refused(session, urn, response) : unclear(look, response);
}

type Seen =
  | { kind: "seen" | "hidden"; postedAt: Date | null; isOwn: boolean }
  | { kind: "gone" }
  | { kind: "unreachable"; message: string };

async function lookUp(session: Session, urn: string): Promise<Seen> {
  try {
    const response = await getPost(session, urn);
    if (response.status === 404) return { kind: "gone" };
    if (response.status === 403) return { kind: "hidden", postedAt: null, isOwn: true };
    const post = response.status < 300 ? readPost(response) : undefined;
    if (!post) {
      const message = "LinkedIn did not tell about the earlier post.";
      return { kind: "unreachable", message };
    }
    const time = post.createdAt ?? post.publishedAt;
    const isOwn = post.author === session.externalAccountId;
    return { kind: "seen", postedAt: time ? new Date(time) : null, isOwn };
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return { kind: "unreachable", message: error.message };
  }
}

function refused(session: Session, urn: string | null, response: unknown): PublishOutcome {
  const where = urn ? ` (${toPermalink(session.endpoints.site, urn)}).` : ".";
  const message = `LinkedIn refused this text because the account posted the same before${where}`;
  return { kind: "rejected", code: "duplicate", message, field: "text", response };
}

function ghost(response: unknown): PublishOutcome {
  const message =
    "LinkedIn still counts a deleted post with the same text. Change the text, or wait a day or two.";
  return { kind: "rejected", code: "duplicate_of_deleted", message, field: "text", response };
}

const unclear = (message: string, response: unknown): PublishOutcome => ({
  kind: "unknown",
  code: "duplicate",
  message,
  response,
});
