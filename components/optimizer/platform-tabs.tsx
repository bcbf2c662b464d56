import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { TabLinks } from "@/components/ui/tab-links";
import { Tag } from "@/components/ui/tag";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import { goalWords } from "@/lib/domain/bandit/goal-words";
import { catalog } from "@/lib/platforms/catalog";

/** The campaign's platforms, what it is after, and how much the figures rest on. */
export function PlatformTabs({ panel }: { panel: OptimizerPanel }) {
  const { campaign, platform, platforms, posts, views } = panel;
  const tabs = platforms.map((each) => ({
    href: `/optimizer/${campaign.id}?platform=${each.platform}`,
    label: (
      <>
        <PlatformMark platform={each.platform} />
        {catalog[each.platform].label}
      </>
    ),
    current: each.platform === platform,
    count: each.posts,
  }));
  const basis = `${posts} ${posts === 1 ? "post" : "posts"} with results, ${views.toLocaleString("en")} views`;
  return (
    <div
      className="pad row wrap border-b border-line"
      style={{ paddingTop: 10, paddingBottom: 10, rowGap: 8 }}
    >
      <TabLinks label="Platforms" tabs={tabs} />
      <span className="t3 d-only">Goal: {goalWords(campaign.objective).aim}</span>
      <span className="push row row-2">
        {panel.sandbox === "none" ? null : <SandboxTag />}
        {panel.sandbox === "some" ? <span className="t3 xs">with real posts</span> : null}
        <Tag>{basis}</Tag>
      </span>
    </div>
  );
}
