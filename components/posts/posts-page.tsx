"use client";

import { PaperPlaneTiltIcon } from "@phosphor-icons/react/ssr";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { pushAddress, useSearch } from "@/components/layout/address";
import { TopBar } from "@/components/layout/top-bar";
import { PostFilters } from "@/components/posts/post-filters";
import { PostSheet } from "@/components/posts/post-sheet";
import { PostTable } from "@/components/posts/post-table";
import { PostsLead } from "@/components/posts/posts-lead";
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
  const search = useSearch();
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
  const go = (changes: Record<string, string | null>) => pushAddress(toHref(changes));
  const settle = SETTLE_KINDS.find((kind) => kind === search.get("settle")) ?? null;
  return { filter, postId: search.get("post"), settle, toHref, go };
}

type PostsPageProps = {
  canWrite: boolean;
  /** Opens the form for a post without a campaign. */
  onCompose: () => void;
  /** Stands over the page while a post is written. */
  children?: ReactNode;
};

export function PostsPage({ canWrite, onCompose, children }: PostsPageProps) {
  const { filter, postId, settle, toHref, go } = usePostAddress();
  const [publishing, setPublishing] = useState(false);
  const publishNow = () => setPublishing(true);
  return (
    <>
      <TopBar
        title="Posts"
        actions={canWrite ? <Button onClick={publishNow}>Publish now</Button> : null}
        phoneActions={
          canWrite ? (
            <Button
              iconOnly
              icon={<PaperPlaneTiltIcon className="i" />}
              aria-label="Publish now"
              onClick={publishNow}
            />
          ) : null
        }
        primary={canWrite ? { label: "New post", onClick: onCompose } : undefined}
      />
      <PostsLead filter={filter} />
      <PostFilters filter={filter} onChange={go} />
      <section className="pad">
        <PostResults
          filter={filter}
          toHref={(id) => toHref({ post: id, settle: null })}
          comingHref={toHref({ when: "coming" })}
          onClear={() => go(Object.fromEntries(FILTERS.map((name) => [name, null])))}
        />
      </section>
      <PostSheet
        postId={postId}
        settle={settle}
        canWrite={canWrite}
        onClose={() => go({ post: null, settle: null })}
      />
      {children}
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
  comingHref: string;
  onClear: () => void;
};

function PostResults({ filter, toHref, comingHref, onClear }: PostResultsProps) {
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
  if (posts.length === 0) {
    const filtered = Object.keys(filter).some((name) => name !== "when");
    if (filtered) return <NoneFits onClear={onClear} />;
    return filter.when === "coming" ? <NothingComes /> : <NothingYet comingHref={comingHref} />;
  }
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

function NoneFits({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      title="No post fits these filters"
      action={<Button onClick={onClear}>Show all posts</Button>}
    >
      Take one filter away, or show everything.
    </EmptyState>
  );
}

const schedulePosts = (
  <LinkButton variant="primary" href="/calendar?new=schedule">
    Schedule posts
  </LinkButton>
);

function NothingComes() {
  return (
    <EmptyState title="Nothing comes up" action={schedulePosts}>
      A schedule posts a campaign’s variants at the times you give.
    </EmptyState>
  );
}

/** Where posts wait for their time already, the way leads to them and not to one more schedule. */
function NothingYet({ comingHref }: { comingHref: string }) {
  const coming = usePostPages({ when: "coming" });
  const waits = (coming.data?.pages[0]?.items.length ?? 0) > 0;
  if (coming.isPending) return <SkeletonRows rows={2} label="Loading posts" />;
  return (
    <EmptyState
      title="Nothing has come due yet"
      action={
        waits ? (
          <LinkButton variant="primary" href={comingHref}>
            Show what comes up
          </LinkButton>
        ) : (
          schedulePosts
        )
      }
    >
      Posts appear here when their time comes; until then they stand under Coming up.
    </EmptyState>
  );
}
