import { capital, inWords } from "@/components/analytics/figures-in-words";
import { Lead } from "@/components/ui/lead";
import { formatInZone } from "@/components/ui/zoned-format";
import type { OverviewView } from "@/lib/contracts/overview";
import { catalog } from "@/lib/platforms/catalog";

/** What is true now, in one sentence. Marked is only what the optimizer found. */
export function OverviewLead({ overview }: { overview: OverviewView }) {
  const { finding, needs, pause } = overview;
  const waiting = needs.length;
  const wait =
    waiting === 0
      ? null
      : `${inWords(waiting)} ${waiting === 1 ? "thing waits" : "things wait"} for you.`;
  if (pause) {
    return (
      <Lead>
        Everything is paused: no post goes out until somebody resumes.
        {wait ? ` ${capital(wait)}` : ""}
      </Lead>
    );
  }
  return (
    <Lead>
      {todayInWords(overview)}{" "}
      {finding ? (
        <>
          <mark>
            {finding.label} leads on {catalog[finding.platform].label}
          </mark>
          {wait ? `, and ${wait}` : "."}
        </>
      ) : null}
      {!finding && wait ? capital(wait) : null}
    </Lead>
  );
}

/** "Three of today's six posts are out." */
export function todayInWords({ today, next, steps, timeZone }: OverviewView): string {
  const { planned, out } = today;
  const first = next.items[0];
  if (planned === 0 && first) {
    return `No post is planned for today. The next goes out ${formatInZone(first.dueAt, timeZone, "day-time")}.`;
  }
  if (planned === 0) {
    const isNew = !steps.some((step) => step.key === "schedule" && step.done);
    return isNew
      ? "Nothing is on the calendar yet. A few steps lead to the first post."
      : "No post is planned for today, and none after it.";
  }
  if (out === planned)
    return planned === 1
      ? "Today’s post is out."
      : `All ${inWords(planned)} of today’s posts are out.`;
  if (planned === 1) return "Today’s one post is still to come.";
  if (out === 0) return `None of today’s ${inWords(planned)} posts is out yet.`;
  return `${capital(inWords(out))} of today’s ${inWords(planned)} posts ${out === 1 ? "is" : "are"} out.`;
}
