import { orUnknown } from "@/components/analytics/figures-in-words";
import { type FunnelStep, shareDrawn } from "@/components/analytics/funnel-steps";
import {
  besideWords,
  onlyWords,
  rateWords,
  stepName,
  unknownWords,
} from "@/components/analytics/funnel-words";
import { MetricHint } from "@/components/analytics/metric-hint";
import { cx } from "@/components/ui/class-names";

/** Beyond this the words stand on the filled part. */
const mostBeside = 0.55;

/**
 * Each step is drawn whole, and filled as far as the next one goes. Where both are of the same
 * platforms the filled part is the next step, seen larger. On one scale for all, the last ones could
 * not be seen.
 */
export function FunnelBars({ steps }: { steps: readonly FunnelStep[] }) {
  return (
    <ol className="funnel">
      {steps.map((step, index) => (
        <li key={step.key}>
          <p className="row row-2">
            <b className="funnel-value">{orUnknown(step.value)}</b>
            <span className="t2">{stepName(step.key)}</span>
            <MetricHint metric={step.key} />
          </p>
          <Bar step={step} notes={[onlyWords(step, steps[index + 1]), besideWords(step)]} />
        </li>
      ))}
    </ol>
  );
}

type BarProps = { step: FunnelStep; notes: readonly (string | null)[] };

function Bar({ step, notes }: BarProps) {
  const { value, next } = step;
  const told = notes.flatMap((note) => note ?? []).join(" ");
  const below = told ? <p className="t3 xs mt-1">{told}</p> : null;
  if (value === null) {
    return (
      <>
        <p className="funnel-bar heat-0 t2">
          <span className="funnel-unknown">{unknownWords(step)}</span>
        </p>
        {below}
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
        {words && share > 0 ? <i style={{ width: percent }} /> : null}
        {words ? (
          <span className={isOn ? "on" : undefined} style={{ left: isOn ? 0 : percent }}>
            {words}
          </span>
        ) : null}
      </p>
      {below}
      {next?.isWhole && share > 0 && !below ? (
        <Zoom share={share} />
      ) : (
        <span className="funnel-gap" />
      )}
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
