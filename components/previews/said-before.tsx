import { saidWords } from "@/components/previews/review-words";
import { useZone } from "@/components/providers/zone";
import { Time } from "@/components/ui/time";
import type { ReviewView } from "@/lib/contracts/reviews";

type SaidBeforeProps = { variant: { review: ReviewView | null; lastReview: ReviewView | null } };

/** The verdict on this content, or else the last word on the one before it. */
export function SaidBefore({ variant: { review, lastReview } }: SaidBeforeProps) {
  const zone = useZone();
  const said = review ?? lastReview;
  if (!said || (said.verdict === "withdrawn" && !said.comment)) return null;
  return (
    <div className="rv-said">
      <p className="xs t2">
        {saidWords(said)}, <Time at={said.at} zone={zone} />
        {review ? "" : ", before it was edited"}
      </p>
      {said.comment ? <p className="say">“{said.comment}”</p> : null}
    </div>
  );
}
