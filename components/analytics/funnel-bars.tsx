import { orUnknown } from "@/components/analytics/figures-in-words";
import { type FunnelStep, shareDrawn } from "@/components/analytics/funnel-steps";
import { rateWords, stepName } from "@/components/analytics/funnel-words";
import { MetricHint } from "@/components/analytics/metric-hint";
import { cx } from "@/components/ui/class-names";

/** Beyond this the words stand on the filled part. */
const mostBeside = 0.55;

/**
 * Each step is drawn whole, and the part of it that went on is filled: that part is the next step,
 * seen larger. On one scale for all, the last ones could not be seen.
 */
export function FunnelBars({ steps }: { steps: readonly FunnelStep[] }) {
  return (
    <ol className="funnel">
      {steps.map((step) => (
        <li key={step.key}>
          <p className="row row-2">
            <b className="funnel-value">{orUnknown(step.value)}</b>
            <span className="t2">{stepName(step.key)}</span>
            <MetricHint metric={step.key} />
          </p>
          <Bar step={step} />
        </li>
      ))}
    </ol>
  );
}

function Bar({ step }: { step: FunnelStep }) {
  const { value, next } = step;
  if (value === null) {
    return (
      <>
        <p className="funnel-bar heat-0 t2">
          <span className="funnel-unknown">No platform in view tells it</span>
        </p>
        <span className="funnel-gap" />
      </>
    );
  }
  const share = shareDrawn(step);
  const words = rateWords(step);
  const isOn = share > mostBeside;
  const percent = `${(share * 100).toFixed(2)}%`;
  return (
    <>
      <p className={cx("funnel-bar", value <= 0 && "none")}>
        {words ? <i style={{ width: percent }} /> : null}
        {words ? (
          <span className={isOn ? "on" : undefined} style={{ left: isOn ? 0 : percent }}>
            {words}
          </span>
        ) : null}
      </p>
      {next && share > 0 ? <Zoom share={share} /> : <span className="funnel-gap" />}
    </>
  );
}

/** From the filled part to the whole of the next bar. */
function Zoom({ share }: { share: number }) {
  return (
    <svg
      className="funnel-gap"
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      width="100%"
      height="20"
      aria-hidden="true"
    >
      <path d={`M0 0L${(share * 100).toFixed(2)} 0L100 20L0 20Z`} fill="var(--line-soft)" />
    </svg>
  );
}
