import type { ReactNode } from "react";
import { OBJECTIVE_WORDS } from "@/components/campaigns/words";
import { Button } from "@/components/ui/button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Tag } from "@/components/ui/tag";
import type { CampaignView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";

export type BriefColumnProps = { campaign: CampaignView; canWrite: boolean; onEdit: () => void };

/** What everything in the campaign is written from; always beside it. */
export function BriefColumn({ campaign, canWrite, onEdit }: BriefColumnProps) {
  const { brand } = campaign;
  return (
    <aside className="brief d-only" aria-label="Brief">
      <div className="row">
        <h2 className="h">Brief</h2>
        {canWrite ? (
          <Button size="sm" variant="quiet" className="push" onClick={onEdit}>
            Edit
          </Button>
        ) : null}
      </div>
      <p className="say" style={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
        {campaign.brief}
      </p>
      <dl style={{ display: "grid", gap: 14 }}>
        <Entry term="Goal">{OBJECTIVE_WORDS[campaign.objective].label}</Entry>
        {brand.bannedWords.length > 0 ? (
          <Entry term="Never">{brand.bannedWords.map((word) => `“${word}”`).join(", ")}</Entry>
        ) : null}
        {brand.tone ? <Entry term="Tone">{brand.tone}</Entry> : null}
        {brand.maxLength === null ? null : (
          <Entry term="Longest text">{brand.maxLength.toLocaleString("en-GB")} characters</Entry>
        )}
        <Entry term="Platforms">
          <span
            style={{
              display: "grid",
              gridTemplateColumns: `repeat(${perRow(campaign.platforms.length)}, max-content)`,
              gap: 4,
            }}
          >
            {campaign.platforms.map((platform) => (
              <PlatformMark key={platform} platform={platform} label={catalog[platform].label} />
            ))}
          </span>
        </Entry>
        <Entry term="Variants for each platform">{campaign.variantsPerPlatform}</Entry>
        {campaign.lateAfterMinutes === null ? null : (
          <Entry term="A post may be late by">{campaign.lateAfterMinutes} minutes</Entry>
        )}
        {campaign.tags.length > 0 ? (
          <Entry term="Tags">
            <span className="row row-2 wrap">
              {campaign.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
          </Entry>
        ) : null}
        {campaign.needsApproval ? (
          <Entry term="Approval">
            {campaign.approvalRequired ? "Needed" : "Needed, as in the whole workspace"}
          </Entry>
        ) : null}
      </dl>
    </aside>
  );
}

const FITS = 9;

/** Even rows: no mark is left alone in the last one. */
const perRow = (marks: number) => Math.ceil(marks / Math.max(1, Math.ceil(marks / FITS)));

function Entry({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd style={{ overflowWrap: "anywhere" }}>{children}</dd>
    </div>
  );
}

/** The same on a phone, above the tabs. */
export function BriefStrip({ campaign, canWrite, onEdit }: BriefColumnProps) {
  return (
    <div
      className="m-only pad"
      style={{ background: "var(--canvas)", borderBottom: "1px solid var(--line)" }}
    >
      <p className="say clamp">{campaign.brief}</p>
      <p className="xs t3" style={{ marginTop: 6 }}>
        Goal: {OBJECTIVE_WORDS[campaign.objective].label.toLowerCase()}.
      </p>
      {canWrite ? (
        <Button size="sm" onClick={onEdit} style={{ marginTop: 8 }}>
          Read and edit the brief
        </Button>
      ) : null}
    </div>
  );
}
