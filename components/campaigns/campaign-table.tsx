"use client";

import { OBJECTIVE_WORDS, STATUS_WORDS } from "@/components/campaigns/words";
import { useZone } from "@/components/providers/zone";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Status } from "@/components/ui/status";
import { type Column, type PhoneRow, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { CampaignView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";

const COLUMNS: readonly Column<CampaignView>[] = [
  { key: "name", head: "Campaign", cell: (row) => row.name },
  { key: "status", head: "Status", cell: (row) => <CampaignState campaign={row} /> },
  { key: "platforms", head: "Platforms", cell: (row) => <Marks campaign={row} /> },
  {
    key: "goal",
    head: "Goal",
    cell: (row) => <span className="t2">{OBJECTIVE_WORDS[row.objective].label}</span>,
  },
  { key: "variants", head: "Variants", num: true, cell: (row) => row.variantCount },
  { key: "upcoming", head: "Planned", num: true, cell: (row) => row.upcomingPosts },
  { key: "published", head: "Published", num: true, cell: (row) => row.publishedPosts },
];

export function CampaignTable({ campaigns }: { campaigns: readonly CampaignView[] }) {
  const zone = useZone();
  const changed: Column<CampaignView> = {
    key: "changed",
    head: "Changed",
    num: true,
    cell: (row) => (
      <span className="t3">
        <Time at={row.updatedAt} zone={zone} format="date" />
      </span>
    ),
  };
  return (
    <Table
      label="Campaigns"
      columns={[...COLUMNS, changed]}
      rows={campaigns}
      rowKey={(row) => row.id}
      rowHref={(row) => `/campaigns/${row.id}`}
      phone={toPhoneRow}
    />
  );
}

function toPhoneRow(row: CampaignView): PhoneRow {
  return {
    first: <b className="b">{row.name}</b>,
    aside: <CampaignState campaign={row} />,
    second: (
      <span className="grid gap-1">
        <Marks campaign={row} />
        <span className="xs">
          {row.variantCount} variants, {row.upcomingPosts} planned, {row.publishedPosts} published
        </span>
      </span>
    ),
  };
}

function Marks({ campaign }: { campaign: CampaignView }) {
  return (
    <span className="row row-2">
      {campaign.platforms.map((platform) => (
        <PlatformMark key={platform} platform={platform} label={catalog[platform].label} />
      ))}
    </span>
  );
}

/** Writing that goes on, or went wrong, is said before the campaign's own state. */
function CampaignState({ campaign }: { campaign: CampaignView }) {
  const states = campaign.generations.map((each) => each.status);
  if (states.some((each) => each !== "done" && each !== "failed")) {
    return <Status tone="info">Writing</Status>;
  }
  if (states.includes("failed") && campaign.variantCount === 0) {
    return <Status tone="bad">Writing failed</Status>;
  }
  const { label, tone } = STATUS_WORDS[campaign.status];
  return <Status tone={tone}>{label}</Status>;
}
