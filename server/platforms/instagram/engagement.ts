import type { EngagementCounts, Session } from "../adapter";
import { isMissingObject, readGraphError, toCallError } from "../meta/errors";
import { askTolerantly, readInsights } from "../meta/insights";
import { assertAccountAnswers } from "../meta/own-account";
import { reach } from "../reach";
import { getInsights, getPermalink, readProduct } from "./api";
import { hasTooFewViewers, instagramRefusals } from "./errors";
import { toCounts } from "./to-instagram";

const POST_METRICS = ["views", "likes", "comments", "saved", "shares"];
const STORY_METRICS = ["views", "replies", "shares", "link_clicks"];

/** Null: Instagram does not know the post any more, which for a story is so after a day. */
export async function readEngagement(
  session: Session,
  mediaId: string,
): Promise<EngagementCounts | null> {
  const known = await reach(() => getPermalink(session, mediaId));
  if (known.status >= 300) {
    if (isMissingObject(known)) {
      await assertAccountAnswers(session, instagramRefusals);
      return null;
    }
    throw toCallError(known, instagramRefusals);
  }
  const metrics = readProduct(known) === "STORY" ? STORY_METRICS : POST_METRICS;
  const insights = await askTolerantly(metrics, (names) => ask(session, mediaId, names));
  return toCounts(insights);
}

/** Null: the metrics were refused, or there is nothing to tell yet. */
async function ask(session: Session, mediaId: string, metrics: readonly string[]) {
  const response = await reach(() => getInsights(session, mediaId, metrics));
  if (response.status < 300) return readInsights(response);
  const error = readGraphError(response);
  if (error.code === 100) return null;
  if (hasTooFewViewers(error)) return new Map<string, unknown>();
  throw toCallError(response, instagramRefusals);
}
