import { DownloadSimpleIcon } from "@phosphor-icons/react/ssr";
import { DecisionRow } from "@/components/optimizer/decision-row";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Section } from "@/components/ui/section";
import { withQuery } from "@/lib/api/fetcher";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";

type LogProps = {
  className?: string;
  panel: OptimizerPanel;
  /** Brings earlier decisions; absent when all that can be shown are shown. */
  onMore?: () => void;
  loadingMore: boolean;
};

/** Why each was chosen, newest first. */
export function DecisionLog({ className, panel, onMore, loadingMore }: LogProps) {
  const zone = useZone();
  const { decisions, campaign, platform } = panel;
  const total = `${decisions.total} ${decisions.total === 1 ? "decision" : "decisions"}`;
  const file = withQuery("/api/optimizer/decisions.csv", { campaignId: campaign.id, platform });
  const csv = (
    <a className={buttonClass({ size: "sm" })} href={file} download>
      <DownloadSimpleIcon className="i" aria-hidden="true" />
      CSV
    </a>
  );
  return (
    <Section
      className={className}
      title="Why each was chosen"
      note={total}
      actions={decisions.total > 0 ? csv : undefined}
    >
      {decisions.items.length === 0 ? null : (
        <p className="t3 xs" style={{ marginBottom: 4 }}>
          As it was then. “Likely” is a 90% range. Times are in {zone.replaceAll("_", " ")}.
        </p>
      )}
      {decisions.items.length === 0 ? (
        <p className="t2">
          Nothing has been chosen yet. Bandwagon decides when a post is due, and says here why.
        </p>
      ) : (
        <ul className="log">
          {decisions.items.map((decision) => (
            <DecisionRow key={decision.id} decision={decision} reward={panel.reward} />
          ))}
        </ul>
      )}
      {onMore ? (
        <Button size="sm" onClick={onMore} loading={loadingMore}>
          Show earlier decisions
        </Button>
      ) : null}
    </Section>
  );
}
