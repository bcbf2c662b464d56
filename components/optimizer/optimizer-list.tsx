"use client";

import { TopBar } from "@/components/layout/top-bar";
import { isCompared, listLead } from "@/components/optimizer/list-words";
import { useOptimizerCampaigns } from "@/components/optimizer/use-optimizer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Lead } from "@/components/ui/lead";
import { LinkButton } from "@/components/ui/link-button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type Column, Table } from "@/components/ui/table";
import type { OptimizerCampaign } from "@/lib/contracts/optimizer";
import type { Goal } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";

/** Every campaign with what is known of its variants. */
export function OptimizerList() {
  const query = useOptimizerCampaigns();
  const items = query.data?.items;
  return (
    <>
      <TopBar title="Optimizer" actions={bestTimes} phoneActions={bestTimes} />
      {items && items.length > 0 ? <Lead>{listLead(items)}</Lead> : null}
      <div>
        <Section>
          {query.isPending ? <SkeletonRows rows={5} label="Loading campaigns" /> : null}
          {query.isError && !items ? (
            <ErrorMessage
              title="The optimizer could not be loaded"
              action={<Button onClick={() => query.refetch()}>Try again</Button>}
            >
              {query.error.message}
            </ErrorMessage>
          ) : null}
          {items?.length === 0 ? <NoCampaigns /> : null}
          {items && items.length > 0 ? (
            <Table
              label="Campaigns"
              columns={COLUMNS}
              rows={items}
              rowKey={(row) => row.id}
              rowHref={(row) => `/campaigns/${row.id}/optimizer`}
              phone={(row) => ({
                first: <span className="b">{row.name}</span>,
                aside: <span className="t3 xs">{posts(row)}</span>,
                second: <Findings campaign={row} />,
              })}
            />
          ) : null}
        </Section>
      </div>
    </>
  );
}

const bestTimes = (
  <LinkButton size="sm" href="/optimizer/best-times">
    Best times
  </LinkButton>
);

function NoCampaigns() {
  return (
    <EmptyState
      title="Nothing to compare yet"
      action={<LinkButton href="/campaigns/new">New campaign</LinkButton>}
    >
      That takes six posts with results, of two variants or more. Start with a campaign.
    </EmptyState>
  );
}

const posts = (row: OptimizerCampaign) => `${row.posts} ${row.posts === 1 ? "post" : "posts"}`;

const GOALS: Record<Goal, string> = {
  reach: "views a post",
  engagement: "engagement",
  ctr: "clicks per view",
};

const COLUMNS: readonly Column<OptimizerCampaign>[] = [
  { key: "name", head: "Campaign", cell: (row) => row.name, width: "30%" },
  { key: "found", head: "So far", cell: (row) => <Findings campaign={row} /> },
  {
    key: "goal",
    head: "Goal",
    cell: (row) => <span className="nw t2">{GOALS[row.objective]}</span>,
  },
  { key: "posts", head: "Posts", num: true, cell: (row) => row.posts },
  { key: "decisions", head: "Decisions", num: true, cell: (row) => row.decisions },
];

/** A line a platform: who is ahead, in so many words. */
function Findings({ campaign }: { campaign: OptimizerCampaign }) {
  return (
    <span className="grid gap-1" style={{ padding: "6px 0" }}>
      {campaign.platforms.map(({ platform, lead, variants }) => (
        <span key={platform} className="row" style={{ alignItems: "start" }}>
          <PlatformMark platform={platform} label={catalog[platform].label} />
          {isCompared(lead) ? (
            <span className="say" style={{ fontSize: 13, lineHeight: "20px" }}>
              {lead.marked ? <mark>{lead.marked}</mark> : null}
              {lead.rest}
            </span>
          ) : (
            <span className="t3">
              {variants < 2 ? "Fewer than two variants" : "Not enough posts to compare"}
            </span>
          )}
        </span>
      ))}
    </span>
  );
}
