import { countOf, inTime } from "@/components/settings/operations/operations-words";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import { formatInZone } from "@/components/ui/zoned-format";
import type { OperationsView } from "@/lib/contracts/operations";

type QueueTilesProps = { view: OperationsView; zone: string };

/** The queue at a glance. */
export function QueueTiles({ view, zone }: QueueTilesProps) {
  const { queue, lateness, now } = view;
  const waiting = queue.waiting.reduce((sum, { count }) => sum + count, 0);
  const oldest = queue.oldestDueAt;
  const age = oldest ? (Date.parse(now) - Date.parse(oldest)) / 1000 : null;
  const figures = (value: number) => value.toLocaleString("en-GB");
  return (
    <KpiRow label="The queue now" columns={5}>
      <Kpi
        label="Due now"
        value={<span data-testid="queue-ready">{figures(queue.ready)}</span>}
        note={queue.inFlight > 0 ? `${figures(queue.inFlight)} on their way` : "None on their way"}
      />
      <Kpi
        label="Oldest due"
        value={age === null ? "–" : inTime(age)}
        note={oldest ? `since ${formatInZone(oldest, zone, "time")}` : "Nothing is due"}
      />
      <Kpi label="In the next hour" value={figures(queue.nextHour)} note="planned" />
      <Kpi
        label="Waiting"
        value={figures(waiting)}
        note={waiting > 0 ? "for a reason, below" : "Nothing is held"}
      />
      <Kpi
        label="Lateness, 95 in 100"
        value={inTime(lateness.p95)}
        note={`${countOf(lateness.count, "post")} in 24 hours`}
      />
    </KpiRow>
  );
}
