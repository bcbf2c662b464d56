import type { RateView } from "@/lib/contracts/analytics";
import { rangeInWords } from "@/lib/domain/percent-words";

type RangeBarProps = { rate: RateView; max: number; width?: number };

/** A rate with the range it surely lies in, on a scale shared by the rows of a table. */
export function RangeBar({ rate, max, width = 96 }: RangeBarProps) {
  const words = rangeInWords(rate);
  if (rate.value === null || rate.low === null || rate.high === null || !words) return null;
  const x = (share: number) => 4 + Math.min(1, share / (max || 1)) * (width - 8);
  return (
    <svg width={width} height={16} role="img" aria-label={`90% range: ${words}`}>
      <title>{`90% range: ${words}`}</title>
      <line x1={0} x2={width} y1={8} y2={8} stroke="var(--line)" />
      <line
        x1={x(rate.low)}
        x2={x(rate.high)}
        y1={8}
        y2={8}
        stroke="var(--action)"
        strokeWidth={3}
        opacity={0.55}
        strokeLinecap="round"
      />
      <circle cx={x(rate.value)} cy={8} r={3.5} fill="var(--action)" />
    </svg>
  );
}
