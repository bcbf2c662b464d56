import { PostMedia } from "@/components/posts/post-result";
import { willChoose } from "@/components/posts/post-words";
import { toReadText } from "@/components/posts/read-text";
import { Arm } from "@/components/ui/arm";
import { AutoMark } from "@/components/ui/auto-mark";
import type { PostDetail } from "@/lib/contracts/posts";
import { toLines } from "@/lib/domain/check-options";

/** What readers got or will get: the filled template where one was picked, and what they choose between. */
export function PostedContent({ post }: { post: PostDetail }) {
  const { variant, title } = post;
  const text = toReadText(post);
  const choices = toLines(post.options.choices ?? "");
  return (
    <section className="grid gap-2">
      <div className="row">
        <h3 className="h">{post.publishedAt ? "What went out" : "What goes out"}</h3>
        {willChoose(post) ? <AutoMark>Will choose</AutoMark> : null}
      </div>
      {variant ? (
        <div className="row">
          <Arm letter={variant.letter} />
          <span className="m">{variant.label}</span>
        </div>
      ) : (
        <p className="t2">{openChoice(post)}</p>
      )}
      {title || text || choices.length > 0 ? (
        <div className="quote">
          {title ? <p className="b">{title}</p> : null}
          {text ? <p className="whitespace-pre-line">{text}</p> : null}
          <Choices lines={choices} />
        </div>
      ) : null}
      <PostMedia media={post.media} />
    </section>
  );
}

function Choices({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  const rows = lines.map((line, place) => ({ key: `choice-${place}`, line }));
  return (
    <ul className="grid gap-1" aria-label="Choices">
      {rows.map(({ key, line }) => (
        <li key={key} className="b xs rounded-md border border-line-control px-2 py-1">
          {line}
        </li>
      ))}
    </ul>
  );
}

function openChoice(post: PostDetail): string {
  if (post.ownContent) return "Written for this post alone.";
  if (willChoose(post)) return "Bandwagon chooses the variant when the post goes out.";
  return post.optimizerOn ? "No variant was posted." : "The next variant in turn is posted.";
}
