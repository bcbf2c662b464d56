import { capital, inWords } from "@/components/analytics/figures-in-words";
import { todayInWords } from "@/components/analytics/overview-words";
import { Lead } from "@/components/ui/lead";
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
