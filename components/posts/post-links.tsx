"use client";

import { usePostLinks } from "@/components/posts/use-post-links";
import { LinkNote } from "@/components/previews/link-note";
import { CopyField } from "@/components/ui/copy-field";
import { Field } from "@/components/ui/field";
import type { LinkView } from "@/lib/contracts/links";
import type { PostView } from "@/lib/contracts/posts";

const plain = (url: string) => url.replace(/^https?:\/\//, "");

type PostLinksProps = {
  post: Pick<PostView, "id" | "campaignId" | "platform" | "text" | "publishedAt"> & {
    format: string | null;
  };
};

/**
 * Which links of a post go out short, and what came of them. Nothing where all go as written; before
 * the first try, how they will go.
 */
export function PostLinks({ post }: PostLinksProps) {
  const { data } = usePostLinks(post.id);
  if (!data) return null;
  if (data.items.length > 0) return <Tied links={data.items} isOut={post.publishedAt !== null} />;
  if (post.publishedAt || !post.text) return null;
  const { campaignId, platform, format, text } = post;
  return <LinkNote {...{ campaignId, platform, format, text }} flush />;
}

function Tied({ links, isOut }: { links: readonly LinkView[]; isOut: boolean }) {
  return (
    <section className="grid gap-3" aria-label="Short links">
      <h3 className="h">{isOut ? "Its links went out as" : "Its links go out as"}</h3>
      {links.map(({ code, short, url, target, clicks, conversions, platformCounts }) => (
        <div key={code} className="grid gap-1">
          <Field
            label={<span style={{ overflowWrap: "anywhere" }}>{plain(url)}</span>}
            hint={<span style={{ overflowWrap: "anywhere" }}>Leads to {plain(target)}</span>}
          >
            <CopyField what="short link" value={short} />
          </Field>
          <p className="xs t2">
            {clicks.toLocaleString("en-GB")} {clicks === 1 ? "click" : "clicks"},{" "}
            {conversions.toLocaleString("en-GB")} {conversions === 1 ? "conversion" : "conversions"}
            {platformCounts ? ". The platform counts its own clicks; these are not added." : ""}
          </p>
        </div>
      ))}
    </section>
  );
}
