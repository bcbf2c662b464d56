import type { Counts } from "./audience";
import { postPage, refusalPage } from "./consent-page";
import type { Call } from "./context";
import { countsOf, findPost } from "./posts";
import { findProfile } from "./profiles";
import { getModule } from "./registered";
import { page } from "./respond";

/** Which counts the page of a post shows, and under which word. */
export type ShownCounts = Partial<Record<keyof Counts, string>>;

const usual: ShownCounts = { views: "Views", likes: "Likes", comments: "Comments" };

/** The page that a permalink leads to. */
export function showPost(
  call: Call,
  platform: string,
  id: string,
  shown: ShownCounts = usual,
): Response {
  const { context } = call;
  const module = getModule(context, platform);
  const post = findPost(context, platform, id);
  const profile = post ? findProfile(context.db, post.account_id) : null;
  const isOut = post?.published_at != null && post.published_at <= context.now().getTime();
  if (!post || !profile || !isOut) {
    const detail = "There is no such post, or it is not public.";
    return page(404, refusalPage(module, "not_found", detail));
  }
  const told = countsOf(context, post);
  const counts = Object.fromEntries(
    Object.entries(shown).map(([name, label]) => [label, told[name as keyof Counts]]),
  );
  return page(200, postPage(module, profile, { title: post.title, text: post.body, counts }));
}
