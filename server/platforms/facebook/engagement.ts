import type { EngagementCounts, Session } from "../adapter";
import { PlatformCallError } from "../adapter";
import { isMissingObject, readGraphError, toCallError } from "../meta/errors";
import { askTolerantly, readInsights } from "../meta/insights";
import { assertAccountAnswers } from "../meta/own-account";
import { reach } from "../reach";
import { getInsights, getReactions, getVideoInsights, readReactions } from "./api";
import { facebookRefusals } from "./errors";
import { type Reactions, toCounts } from "./to-facebook";

const POST_METRICS = ["post_media_view", "post_clicks"];

/** Null: Facebook does not know the post any more. */
export async function readEngagement(
  session: Session,
  postId: string,
): Promise<EngagementCounts | null> {
  // A post's id names its page as well; a video's stands alone.
  const isPost = postId.includes("_");
  const reactions = await countReactions(session, postId, isPost);
  if (!reactions) return null;
  const insights = isPost
    ? await askTolerantly(POST_METRICS, (names) =>
        askInsights(() => getInsights(session, postId, names)),
      )
    : await askInsights(() => getVideoInsights(session, postId));
  return toCounts(reactions, insights ?? new Map());
}

async function countReactions(
  session: Session,
  postId: string,
  isPost: boolean,
): Promise<Reactions | null> {
  const response = await reach(() => getReactions(session, postId, isPost));
  if (response.status >= 300) {
    if (isMissingObject(response)) {
      await assertAccountAnswers(session, facebookRefusals);
      return null;
    }
    // A story has no such fields, which says nothing about the story.
    if (readGraphError(response).code === 100) return { likes: null, comments: null, shares: null };
    throw toCallError(response, facebookRefusals);
  }
  const told = readReactions(response);
  if (!told) throw new PlatformCallError("unavailable", "bad_answer", "Facebook gave no counts");
  const likes = (told.reactions ?? told.likes)?.summary.total_count ?? null;
  // A post that nobody shared comes without the field.
  const shares = isPost ? (told.shares?.count ?? 0) : null;
  return { likes, comments: told.comments?.summary.total_count ?? null, shares };
}

/** Null: the parameters were refused. */
async function askInsights(send: () => ReturnType<typeof getInsights>) {
  const response = await reach(send);
  if (response.status < 300) return readInsights(response);
  if (readGraphError(response).code === 100) return null;
  throw toCallError(response, facebookRefusals);
}
