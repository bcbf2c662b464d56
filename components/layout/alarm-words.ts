import { formatInZone } from "@/components/ui/zoned-format";
import type { AlarmsView } from "@/lib/contracts/operations";

interface Told {
  title: string;
  meaning: string;
}

/** Who does not answer, and since when; null while both do. */
export function toSilence(alarms: AlarmsView, zone: string): Told | null {
  const { scheduler, publisher, lastTickAt, lastPublisherAt } = alarms;
  const since = (at: string | null) => (at ? ` since ${whenIn(alarms.now, at, zone)}` : " so far");
  if (publisher === "stale") {
    const isBoth = scheduler === "stale";
    return {
      title: isBoth
        ? `Nothing has been planned or published${since(lastPublisherAt ?? lastTickAt)}: neither the scheduler nor the publisher answers.`
        : `Nothing has been published${since(lastPublisherAt)}: the publisher does not answer.`,
      meaning: "Restart Bandwagon. Posts that are due wait until it runs again.",
    };
  }
  if (scheduler !== "stale") return null;
  return {
    title: `Nothing has been planned${since(lastTickAt)}: the scheduler does not answer.`,
    meaning: "Restart Bandwagon. Posts that are planned already still go out.",
  };
}

/** Posts that nobody takes; null while there are none. */
export function toOverdue({ overdue }: AlarmsView): Told | null {
  if (overdue === 0) return null;
  const isOne = overdue === 1;
  return {
    title: `${overdue.toLocaleString("en-GB")} ${isOne ? "post is" : "posts are"} overdue by more than five minutes.`,
    meaning: `Nothing holds ${isOne ? "it" : "them"} back. ${isOne ? "It goes" : "They go"} out as soon as a publisher takes ${isOne ? "it" : "them"}.`,
  };
}

/** The time alone says enough on the same day. */
function whenIn(now: string, at: string, zone: string): string {
  const isToday = formatInZone(now, zone, "date") === formatInZone(at, zone, "date");
  return formatInZone(at, zone, isToday ? "time" : "date-time");
}
