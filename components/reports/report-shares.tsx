import type { ReportRow } from "@/lib/contracts/reports";
import { inPercent } from "@/lib/domain/percent-words";
import { inFigures, sharesOf } from "@/lib/domain/report-words";

/** How the views are spread, as bars of one scale. One platform alone needs none. */
export function ReportShares({ rows }: { rows: readonly ReportRow[] }) {
  const shares = sharesOf([...rows]).toSorted((a, b) => b.share - a.share);
  if (shares.length < 2) return null;
  return (
    <ul className="report-shares">
      {shares.map(({ name, views, share }) => (
        <li key={name}>
          <span>{name}</span>
          <span className="meter" aria-hidden="true">
            <i style={{ width: `${share * 100}%` }} />
          </span>
          <b className="b">{inPercent(share)}</b>
          <span className="t3">{inFigures(views)} views</span>
        </li>
      ))}
    </ul>
  );
}
