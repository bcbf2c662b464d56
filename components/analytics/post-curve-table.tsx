import { inFigures, UNKNOWN } from "@/components/analytics/figures-in-words";
import { ageInWords, atAges } from "@/components/analytics/post-age";
import { usualNote } from "@/components/analytics/post-curve-words";
import { Table } from "@/components/ui/table";
import type { PostCurveView } from "@/lib/contracts/analytics";

/** The curve at ages that people ask for; every point of it is in the CSV. */
export function PostCurveTable({ curve }: { curve: PostCurveView }) {
  return (
    <Table
      label="Counts by the post’s age"
      rows={atAges(curve.points)}
      rowKey={({ ageHours }) => String(ageHours)}
      columns={[
        { key: "age", head: "Age", cell: ({ ageHours }) => ageInWords(ageHours) },
        {
          key: "views",
          head: "Views",
          num: true,
          cell: ({ views }) => (curve.told.views ? inFigures(views) : UNKNOWN),
        },
        {
          key: "usual",
          head: "Usual",
          cell: ({ ageHours }) => usualNote(curve, ageHours)?.replace("Usual: ", "") ?? UNKNOWN,
        },
        {
          key: "engagements",
          head: "Interactions",
          num: true,
          cell: ({ engagements }) => inFigures(engagements),
        },
        {
          key: "clicks",
          head: "Clicks",
          num: true,
          cell: ({ clicks }) => (curve.told.clicks ? inFigures(clicks) : UNKNOWN),
        },
      ]}
    />
  );
}
