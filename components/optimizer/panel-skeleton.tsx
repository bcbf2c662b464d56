import { Columns, Section } from "@/components/ui/section";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The page's layout while its figures are on their way. */
export function PanelSkeleton() {
  return (
    <>
      <div className="pad border-b border-line" aria-hidden="true">
        <Skeleton width={280} height={26} />
      </div>
      <div className="pad lead-pad" aria-hidden="true">
        <Skeleton width="min(620px, 90%)" height={26} />
      </div>
      <Columns
        main={
          <>
            <Section>
              <SkeletonRows rows={4} label="Loading the variants" />
            </Section>
            <Section>
              <SkeletonRows rows={3} label="Loading the decisions" />
            </Section>
          </>
        }
        side={
          <Section>
            <SkeletonRows rows={4} label="Loading the next slot" />
          </Section>
        }
      />
    </>
  );
}
