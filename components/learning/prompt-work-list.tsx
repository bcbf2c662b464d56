"use client";

import Link from "next/link";
import { perThousand } from "@/components/learning/lift-words";
import { usePromptWork } from "@/components/learning/use-learning";
import { useZone } from "@/components/providers/zone";
import { Arm } from "@/components/ui/arm";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import type { PromptWork } from "@/lib/contracts/prompt-work";

/** The variants that a prompt wrote, and their posts. */
export function PromptWorkList({ channelId, promptId }: { channelId: string; promptId: string }) {
  const query = usePromptWork(channelId, promptId);
  const { data: work } = query;
  if (query.isError && !work) {
    return (
      <Section title="What it wrote">
        <ErrorMessage
          title="What it wrote could not be loaded"
          action={<Button onClick={() => query.refetch()}>Try again</Button>}
        >
          {query.error.message}
        </ErrorMessage>
      </Section>
    );
  }
  if (!work) {
    return (
      <Section title="What it wrote">
        <SkeletonRows rows={3} label="Loading what it wrote" />
      </Section>
    );
  }
  return (
    <>
      <Section title="Variants it wrote" note={countOf(work.variants.length)}>
        <Variants variants={work.variants} />
      </Section>
      <Section title="Their posts" note={countOf(work.posts.length)}>
        <Posts posts={work.posts} />
      </Section>
    </>
  );
}

const MOST = 50;
const countOf = (count: number) => (count >= MOST ? `the latest ${MOST}` : String(count));

const editWords = (share: number) =>
  share > 0.2 ? `, ${Math.round(share * 100)}% rewritten by a person` : "";

function Variants({ variants }: Pick<PromptWork, "variants">) {
  if (variants.length === 0) return <p className="t2">Nothing yet.</p>;
  return (
    <ul className="two-lines">
      {variants.map((each) => (
        <li key={each.variantId}>
          <Arm letter={each.letter} />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <Link href={`/campaigns/${each.campaignId}?variant=${each.variantId}`} className="b">
              {each.label}
            </Link>
            <span className="t2 line-clamp-2 block">{each.text}</span>
            <span className="t3 xs block">
              {each.campaignName}, {each.posts} {each.posts === 1 ? "post" : "posts"}
              {editWords(each.humanEditShare)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Posts({ posts }: Pick<PromptWork, "posts">) {
  const zone = useZone();
  if (posts.length === 0) return <p className="t2">None is published yet.</p>;
  return (
    <ul className="two-lines">
      {posts.map((post) => (
        <li key={post.postId}>
          <Arm letter={post.letter} />
          <span className="grow min-w-0 [overflow-wrap:anywhere]">
            <Link href={`/posts/${post.postId}`} className="b">
              <Time at={post.publishedAt} zone={zone} />
            </Link>
            <span className="t3 xs block">
              {post.campaignName}
              {editWords(post.humanEditShare)}
            </span>
          </span>
          <span className="nw text-right">
            {post.settled && post.engagementRate !== null ? (
              <>
                <b className="b">{perThousand(post.engagementRate)}</b>
                <span className="t3 xs block">
                  per 1,000 of {(post.views ?? 0).toLocaleString("en")} views
                </span>
              </>
            ) : (
              <span className="t3 xs">No result yet</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
