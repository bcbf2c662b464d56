"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { TopBar } from "@/components/layout/top-bar";
import { PostFilters } from "@/components/posts/post-filters";
import { PostSheet } from "@/components/posts/post-sheet";
import { PostTable } from "@/components/posts/post-table";
import { PublishNowSheet } from "@/components/posts/publish-now-sheet";
import { SETTLE_KINDS } from "@/components/posts/settle-parked";
import { type PostFilter, usePostPages } from "@/components/posts/use-posts";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { LinkButton } from "@/components/ui/link-button";
import { SkeletonRows } from "@/components/ui/skeleton";

const FILTERS = ["status", "platform", "accountId", "campaignId", "when"] as const;

/** The address holds the filters and the open post, so that both can be shared. */
function usePostAddress() {
  const pathname = usePathname();
  const search = useSearchParams();
  const filter: PostFilter = {};
  for (const name of FILTERS) {
    const value = search.get(name);
    if (value) filter[name] = value;
  }
  const toHref = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.toString();
    return query ? `${pathname}?${query}` : pathname;
  };
  const go = (changes: Record<string, string | null>) =>
    window.history.pushState(null, "", toHref(changes));
  const settle = SETTLE_KINDS.find((kind) => kind === search.get("settle")) ?? null;
  return { filter, postId: search.get("post"), settle, toHref, go };
}

export function PostsPage({ canWrite }: { canWrite: boolean }) {
  const { filter, postId, settle, toHref, go } = usePostAddress();
  const [publishing, setPublishing] = useState(false);
  return (
    <>
      <TopBar
        title="Posts"
        primary={canWrite ? { label: "New post", onClick: () => setPublishing(true) } : undefined}
      />
      <PostFilters filter={filter} onChange={go} />
      <section className="pad">
        <PostResults
          filter={filter}
          toHref={(id) => toHref({ post: id, settle: null })}
          onClear={() => go(Object.fromEntries(FILTERS.map((name) => [name, null])))}
        />
      </section>
      <PostSheet
        postId={postId}
        settle={settle}
        canWrite={canWrite}
        onClose={() => go({ post: null, settle: null })}
      />
      <PublishNowSheet
        open={publishing}
        onClose={() => setPublishing(false)}
        onPublished={(id) => (id ? go({ post: id }) : undefined)}
      />
    </>
  );
}

type PostResultsProps = {
  filter: PostFilter;
  toHref: (id: string) => string;
  onClear: () => void;
};

function PostResults({ filter, toHref, onClear }: PostResultsProps) {
  const query = usePostPages(filter);
  if (query.isPending) return <SkeletonRows rows={8} label="Loading posts" />;
  if (query.isError) {
    return (
      <ErrorMessage
        title="The posts can’t be shown."
        action={<Button onClick={() => query.refetch()}>Try again</Button>}
      >
        {query.error.message}
      </ErrorMessage>
    );
  }
  const posts = query.data.pages.flatMap((page) => page.items);
  if (posts.length === 0)
    return <NoPosts filtered={Object.keys(filter).length > 0} onClear={onClear} />;
  return (
    <>
      <PostTable posts={posts} toHref={toHref} />
      <div className="pages">
        <span className="grow">
          {posts.length} {posts.length === 1 ? "post" : "posts"}
          {query.hasNextPage ? " so far" : ""}
        </span>
        {query.hasNextPage ? (
          <Button
            size="sm"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Load more
          </Button>
        ) : null}
      </div>
    </>
  );
}

function NoPosts({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (filtered) {
    return (
      <EmptyState
        title="No post fits these filters"
        action={<Button onClick={onClear}>Show all posts</Button>}
      >
        Take one filter away, or show everything.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing has come due yet"
      action={
        <LinkButton variant="primary" href="/calendar?new=schedule">
          Schedule posts
        </LinkButton>
      }
    >
      Posts appear here when their time comes; until then they stand under Coming up.
    </EmptyState>
  );
}
