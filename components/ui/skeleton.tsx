import { cx } from "@/components/ui/class-names";

type SkeletonProps = {
  width?: string | number;
  height?: string | number;
  className?: string;
};

/** One bar of the layout to come. It shows after 300 ms and does not shimmer. */
export function Skeleton({ width = "100%", height = 12, className }: SkeletonProps) {
  return <span className={cx("sk sk-late", className)} style={{ width, height }} />;
}

const ROW_WIDTHS = ["64%", "82%", "48%", "71%", "58%"];

/** Rows like a list's: mark, text, figure. */
export function SkeletonRows({ rows = 4, label = "Loading" }: { rows?: number; label?: string }) {
  return (
    <div role="status" style={{ display: "grid", gap: 18, padding: "12px 0" }}>
      <span className="sr">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div className="row" key={index} aria-hidden="true">
          <Skeleton width={18} height={18} />
          <Skeleton width={ROW_WIDTHS[index % ROW_WIDTHS.length] ?? "60%"} />
          <Skeleton width={40} className="push" />
        </div>
      ))}
    </div>
  );
}
