import type { ReactNode } from "react";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { TabLinks } from "@/components/ui/tab-links";
import { Tag } from "@/components/ui/tag";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import { catalog } from "@/lib/platforms/catalog";

/** The campaign's platforms, what variants are compared by, and how much the figures rest on. */
export function PlatformTabs({ panel, live }: { panel: OptimizerPanel; live: ReactNode }) {
  const { campaign, platform, platforms, posts, views, reward } = panel;
  const tabs = platforms.map((each) => ({
    href: `/campaigns/${campaign.id}/optimizer?platform=${each.platform}`,
    label: (
      <>
        <PlatformMark platform={each.platform} />
        {catalog[each.platform].label}
      </>
    ),
    current: each.platform === platform,
    count: each.posts,
  }));
  const basis = `${posts} ${posts === 1 ? "post" : "posts"} with results; ${views.toLocaleString("en")} views in all`;
  return (
    <div
      className="pad row wrap border-b border-line"
      style={{ paddingTop: 10, paddingBottom: 10, rowGap: 8 }}
    >
      <TabLinks label="Platforms" tabs={tabs} />
      <span className="t3 d-only">Compared by {reward.unit.toLowerCase()}</span>
      <span className="push row row-2 wrap">
        <span className="t3 xs d-only">{live}</span>
        {panel.sandbox === "none" ? null : <SandboxTag />}
        {panel.sandbox === "some" ? <span className="t3 xs">with real posts</span> : null}
        <Tag>{basis}</Tag>
      </span>
    </div>
  );
}
