"use client";

import { CalendarBlankIcon, PenNibIcon } from "@phosphor-icons/react/ssr";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { BriefColumn, BriefStrip } from "@/components/campaigns/brief-column";
import { EditBriefSheet } from "@/components/campaigns/edit-brief-sheet";
import { StatusMenu } from "@/components/campaigns/status-menu";
import { useCampaign, useWriteMore } from "@/components/campaigns/use-campaigns";
import { TopBar } from "@/components/layout/top-bar";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { PlatformMark } from "@/components/ui/platform-mark";
import { TabLinks } from "@/components/ui/tab-links";
import type { CampaignView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";

export type CampaignFrameProps = {
  initial: CampaignView;
  canWrite: boolean;
  /** What its approval is settled with; shown while it needs one. */
  approval?: ReactNode;
  /** How its links go out; shown where its brief is edited. */
  links: ReactNode;
  children: ReactNode;
};

/** What every page of one campaign stands in: its brief at the left, its tabs above. */
export function CampaignFrame(props: CampaignFrameProps) {
  const { initial, canWrite, approval, links, children } = props;
  const { data: campaign } = useCampaign(initial);
  const [editing, setEditing] = useState(false);
  const base = `/campaigns/${campaign.id}`;
  const path = usePathname();
  const isScheduling = path.startsWith(`${base}/schedule`);
  // Its figures need the whole width, and nothing there is written from the brief.
  const isOptimizer = path.startsWith(`${base}/optimizer`);
  const isWide = isOptimizer || path.startsWith(`${base}/results`);
  const brief = { campaign, canWrite, onEdit: () => setEditing(true) };
  return (
    <>
      <TopBar
        title={campaign.name}
        crumbs={[
          isOptimizer
            ? { href: "/optimizer", label: "Optimizer" }
            : { href: "/campaigns", label: "Campaigns" },
        ]}
        actions={canWrite ? <WriteMore campaign={campaign} /> : null}
        primary={isScheduling ? undefined : toSchedule(base)}
      />
      <div className="camp" style={isWide ? { gridTemplateColumns: "minmax(0, 1fr)" } : undefined}>
        {isWide ? null : <BriefColumn {...brief} />}
        <div>
          {isWide ? null : <BriefStrip {...brief} />}
          <div
            className="pad row wrap"
            style={{ paddingBlock: 10, borderBottom: "1px solid var(--line)" }}
          >
            <Tabs base={base} variants={campaign.variantCount} />
            <span className="push row wrap">
              {campaign.needsApproval ? approval : null}
              <StatusMenu campaign={campaign} canWrite={canWrite} />
            </span>
          </div>
          {children}
        </div>
      </div>
      {editing ? (
        <EditBriefSheet campaign={campaign} links={links} onClose={() => setEditing(false)} />
      ) : null}
    </>
  );
}

const toSchedule = (base: string) => ({
  label: "Schedule",
  icon: <CalendarBlankIcon className="i" />,
  href: `${base}/schedule`,
});

function Tabs({ base, variants }: { base: string; variants: number }) {
  const path = usePathname();
  const tabs = [
    { href: base, label: "Variants", current: path === base, count: variants },
    { href: `${base}/schedule`, label: "Schedule", current: path.startsWith(`${base}/schedule`) },
    {
      href: `${base}/optimizer`,
      label: "Optimizer",
      current: path.startsWith(`${base}/optimizer`),
    },
    { href: `${base}/results`, label: "Results", current: path.startsWith(`${base}/results`) },
  ];
  return <TabLinks label="Campaign" tabs={tabs} />;
}

function WriteMore({ campaign }: { campaign: CampaignView }) {
  const write = useWriteMore(campaign.id);
  return (
    <Menu
      trigger={
        <Button icon={<PenNibIcon className="i" />} loading={write.isPending}>
          Write more
        </Button>
      }
      items={campaign.platforms.map((platform) => ({
        label: `For ${catalog[platform].label}`,
        icon: <PlatformMark platform={platform} />,
        onSelect: () => write.mutate(platform),
      }))}
    />
  );
}
