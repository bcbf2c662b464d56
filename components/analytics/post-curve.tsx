"use client";

import { useRef } from "react";
import { FigureDownload } from "@/components/analytics/figure-download";
import { FigureFailed, FigureSkeleton } from "@/components/analytics/figure-states";
import { ageInWords, isDrawnCloser } from "@/components/analytics/post-age";
import { PostCurveChart } from "@/components/analytics/post-curve-chart";
import { PostCurveTable } from "@/components/analytics/post-curve-table";
import {
  type CurveCount,
  curveCount,
  curveFinding,
  curveRows,
  firstWords,
  usualWords,
} from "@/components/analytics/post-curve-words";
import { usePostCurve } from "@/components/analytics/use-figures";
import { Figure } from "@/components/ui/figure";
import { Tag } from "@/components/ui/tag";
import type { PostCurveView } from "@/lib/contracts/analytics";

/** One post's views by its age, beside the account's usual curve. Nothing for a post that is not out. */
export function PostCurve({ postId }: { postId: string }) {
  const { data, error, refetch } = usePostCurve(postId);
  if (error && !data) {
    return (
      <FigureFailed
        title="The curve could not be loaded"
        error={error}
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <FigureSkeleton label="Loading the post’s curve" height={220} />;
  if (data.publishedAt === null) return null;
  if (data.points.length === 0) {
    return (
      <p className="t2" data-testid="post-curve">
        Nothing has been counted yet. Its curve begins with the first reading.
      </p>
    );
  }
  return <Curve curve={data} count={curveCount(data)} />;
}

function Curve({ curve, count }: { curve: PostCurveView; count: CurveCount }) {
  const target = useRef<HTMLDivElement>(null);
  const name = count === "views" ? "Views of one post by its age" : "Interactions by a post’s age";
  const age = curve.points.at(-1)?.ageHours ?? 0;
  const finding = curveFinding(curve, count);
  const unit = [
    `${name}${age > 0 ? `, ${ageInWords(age)} so far` : ""}`,
    firstWords(curve),
    isDrawnCloser(age) ? "Days lie closer together as it grows older" : null,
    usualWords(curve, count),
  ].filter((part) => part !== null);
  return (
    <div ref={target} data-testid="post-curve">
      <Figure
        finding={finding}
        unit={unit.join(". ")}
        aside={
          <>
            {count === "views" && curve.usual === null ? <Tag>Nothing to compare yet</Tag> : null}
            <FigureDownload name={name} rows={curveRows(curve)} target={target} />
          </>
        }
        table={<PostCurveTable curve={curve} />}
      >
        <PostCurveChart curve={curve} count={count} label={`${name}. ${finding}.`} />
      </Figure>
    </div>
  );
}
