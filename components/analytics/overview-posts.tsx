import Link from "next/link";
import { momentInWords, outCount, outInShort } from "@/components/analytics/overview-words";
import { Arm } from "@/components/ui/arm";
import { AutoMark } from "@/components/ui/auto-mark";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { LiveDot } from "@/components/ui/live-dot";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { PostStatus } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { OverviewPost, OverviewView } from "@/lib/contracts/overview";
import { catalog } from "@/lib/platforms/catalog";

const hrefOf = (post: OverviewPost) => `/posts?post=${post.id}`;

function Account({ post }: { post: OverviewPost }) {
  return (
    <span className="row">
      <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
      <span className="cut">{post.accountHandle}</span>
    </span>
  );
}

/** `at`: when a choice is still to come. */
function Variant({ post, at }: { post: OverviewPost; at?: string }) {
  if (!post.variant) {
    if (!post.byAuto || !at) return <span className="t3">–</span>;
    return post.held ? (
      <span className="t3">Not chosen yet</span>
    ) : (
      <AutoMark>Chooses at {at}</AutoMark>
    );
  }
  return (
    <span className="row">
      <Arm letter={post.variant.letter} />
      <span className="cut">{post.variant.label}</span>
      {post.byAuto ? <AutoMark only /> : null}
    </span>
  );
}

const StatusOf = ({ post }: { post: OverviewPost }) => (
  <PostStatus status={post.held ? "paused" : post.status} />
);

export function NextPosts({ overview }: { overview: OverviewView }) {
  const { next, now, timeZone: zone } = overview;
  const at = (post: OverviewPost) => momentInWords(post.dueAt, now, zone);
  const shown = next.items.length;
  const note = next.leftThisWeek > 0 ? `${next.leftThisWeek} left this week` : undefined;
  return (
    <Section
      title="Next posts"
      note={note}
      actions={shown > 0 ? <Link href="/calendar">Open calendar</Link> : null}
    >
      {shown === 0 ? (
        <EmptyState
          title="No post is planned"
          action={<LinkButton href="/calendar">Plan a post</LinkButton>}
        >
          Choose a campaign, an account and a time. Bandwagon picks the variant when it is due.
        </EmptyState>
      ) : (
        <Table<OverviewPost>
          label="Next posts"
          rows={next.items}
          rowKey={(post) => post.id}
          rowHref={hrefOf}
          columns={[
            {
              key: "at",
              head: "Goes out",
              width: 128,
              cell: (post) => <b className="b nw">{at(post)}</b>,
            },
            { key: "account", head: "Account", cell: (post) => <Account post={post} /> },
            {
              key: "campaign",
              head: "Campaign",
              cell: (post) => (
                <span className="t2 cut block max-w-[26ch]" title={post.campaignName ?? undefined}>
                  {post.campaignName ?? "–"}
                </span>
              ),
            },
            {
              key: "variant",
              head: "Variant",
              cell: (post) => <Variant post={post} at={at(post)} />,
            },
            { key: "status", head: "Status", width: 150, cell: (post) => <StatusOf post={post} /> },
          ]}
          phone={(post) => ({
            first: (
              <span className="row">
                <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
                <b className="b nw">{at(post)}</b>
                <span className="cut">{post.accountHandle}</span>
              </span>
            ),
            aside: <StatusOf post={post} />,
            second: <Variant post={post} at={at(post)} />,
          })}
        />
      )}
    </Section>
  );
}

export function JustOut({ overview }: { overview: OverviewView }) {
  const { justOut, now, timeZone: zone } = overview;
  if (justOut.length === 0) return null;
  const at = (post: OverviewPost) => momentInWords(post.publishedAt ?? post.dueAt, now, zone);
  return (
    <Section
      title="Just out"
      note={<LiveDot at={null} label="Counting" />}
      actions={<Link href="/analytics">All results</Link>}
    >
      <Table<OverviewPost>
        label="Posts that just went out"
        rows={justOut}
        rowKey={(post) => post.id}
        rowHref={hrefOf}
        columns={[
          {
            key: "at",
            head: "Went out",
            width: 128,
            cell: (post) => <b className="b nw">{at(post)}</b>,
          },
          { key: "account", head: "Account", cell: (post) => <Account post={post} /> },
          {
            key: "variant",
            head: "Variant",
            cell: (post) => <Variant post={post} />,
          },
          { key: "views", head: "Views", num: true, cell: (post) => outCount(post, "views") },
          {
            key: "clicks",
            head: "Clicks",
            num: true,
            cell: (post) => <b className="b">{outCount(post, "clicks")}</b>,
          },
        ]}
        phone={(post) => ({
          first: (
            <span className="row">
              <PlatformMark platform={post.platform} label={catalog[post.platform].label} />
              <b className="b nw">{at(post)}</b>
              {post.variant ? <Arm letter={post.variant.letter} /> : null}
            </span>
          ),
          aside: outInShort(post),
        })}
      />
    </Section>
  );
}
