import { type Plot, phoneWidth } from "@/components/analytics/chart-plot";
import { type Place, toPath } from "@/components/analytics/chart-scale";
import type { ChartBand } from "@/components/analytics/chart-types";
import { barsPath, barWidth, openBar } from "@/lib/domain/chart-drawing";

type ChartValuesProps = { places: readonly Place[]; plot: Plot; isLastOpen: boolean };

/** The values: a bar for each step of time, or a line; what is not over is hollow or dashed. */
export function ChartValues({ places, plot, isLastOpen }: ChartValuesProps) {
  const over = isLastOpen ? places.slice(0, -1) : places;
  if (plot.step !== null) {
    const width = barWidth(plot.step);
    const zero = plot.y(0);
    const open = isLastOpen ? openBar(places.at(-1), width, zero) : null;
    return (
      <>
        <path d={barsPath(over, width, zero)} fill="var(--action)" />
        {open ? <path {...open} /> : null}
      </>
    );
  }
  const [only] = places;
  return (
    <>
      {places.length === 1 && only ? (
        <line x1={only.x} x2={only.x} y1={plot.y(0)} y2={only.y} stroke="var(--action)" />
      ) : null}
      <Line places={over} />
      {isLastOpen ? <Line places={places.slice(-2)} isDashed /> : null}
    </>
  );
}

function Line({ places, isDashed }: { places: readonly Place[]; isDashed?: boolean }) {
  if (places.length < 2) return null;
  return (
    <path
      d={toPath(places)}
      fill="none"
      stroke="var(--action)"
      strokeWidth="2"
      strokeLinejoin="round"
      strokeLinecap="round"
      strokeDasharray={isDashed ? "3 5" : undefined}
    />
  );
}

/** What is usual: the range that most lie in, and its middle. */
export function Band({ band, plot }: { band: ChartBand; plot: Plot }) {
  const at = (value: (p: ChartBand["points"][number]) => number) =>
    band.points.map((point) => ({ x: plot.x(point.at), y: plot.y(value(point)) }));
  const upper = at((point) => point.high);
  const lower = at((point) => point.low).toReversed();
  const middle = at((point) => point.middle);
  const last = middle.at(-1);
  const isWide = plot.right >= phoneWidth - 116;
  const y = last ? Math.min(last.y, plot.floor - 16) : 0;
  return (
    <>
      <path d={`${toPath([...upper, ...lower])}Z`} fill="var(--action)" opacity="0.14" />
      <path
        d={toPath(middle)}
        fill="none"
        stroke="var(--action)"
        strokeDasharray="2 3"
        opacity="0.8"
      />
      {last && isWide ? (
        <>
          <text className="lab2" x={plot.right + 8} y={y}>
            {band.label[0]}
          </text>
          <text x={plot.right + 8} y={y + 14}>
            {band.label[1]}
          </text>
        </>
      ) : null}
    </>
  );
}
