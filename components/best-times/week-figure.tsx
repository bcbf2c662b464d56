import { WeekKey } from "@/components/best-times/week-key";
import { WeekMap } from "@/components/best-times/week-map";
import { WeekTable } from "@/components/best-times/week-table";
import {
  badgeWords,
  clockWords,
  earlyWords,
  GOAL_UNITS,
  postsWords,
} from "@/components/best-times/week-words";
import { useZone } from "@/components/providers/zone";
import { EmptyState } from "@/components/ui/empty-state";
import { Figure } from "@/components/ui/figure";
import { Section } from "@/components/ui/section";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { BestTimesWeek, WeekSlot } from "@/lib/contracts/best-times";

/** The week as a map, or why there is none yet. */
export function WeekFigure({ week }: { week: BestTimesWeek }) {
  const zone = useZone();
  const { slots, ready, computedAt } = week;
  if (slots.length === 0) {
    return (
      <Section>
        <EmptyState title="Nothing worked out yet">
          Hours are worked out once a day, from posts that went out at least 30 hours ago.
        </EmptyState>
      </Section>
    );
  }
  const badge = badgeWords(week);
  const clocks = clockWords(week, zone);
  return (
    <section className="sec">
      <Figure
        finding={findingWords(week)}
        unit={unitWords(week)}
        aside={badge === null ? undefined : <Tag>{badge}</Tag>}
        byAuto={badge === null}
        table={ready ? <WeekTable slots={slots} /> : undefined}
      >
        <div className="grid gap-3">
          {clocks ? <p className="t2">{clocks}</p> : null}
          <WeekMap slots={slots} ready={ready} label={mapLabel(week)} />
          {ready ? (
            <WeekKey told={badge === null} />
          ) : (
            <p className="t3">
              The numbers are posts; hatched hours have none. Once there are {week.neededPosts},
              hours are estimated; to tell them apart usually takes many more.
            </p>
          )}
          {computedAt ? (
            <p className="t3 xs">
              Worked out <Time at={computedAt} zone={zone} format="date-time" withZone />. Younger
              posts come in later.
            </p>
          ) : null}
        </div>
      </Figure>
    </section>
  );
}

/** What the cells hold: estimates, or posts while there are too few of them. */
function unitWords({ goal, ready, posts, timeZone }: BestTimesWeek): string {
  const clock = `by the clock of ${timeZone.replaceAll("_", " ")}`;
  if (!ready)
    return `Posts in each hour of the week, ${clock}, that went out at least 30 hours ago`;
  return `${GOAL_UNITS[goal]} by hour of the week, against this account’s average post. ${postsWords(posts)} read 30 hours after they went out, ${clock}`;
}

function findingWords({ ready, slots }: BestTimesWeek): string {
  if (!ready) return "Hours can’t be compared yet";
  const count = (wanted: WeekSlot["state"]) => slots.filter(({ state }) => state === wanted).length;
  const [better, worse] = [count("better"), count("worse")];
  const hours = (number: number) => `${number} ${number === 1 ? "hour" : "hours"}`;
  const told = [
    ...(better > 0 ? [`${hours(better)} likely better`] : []),
    ...(worse > 0 ? [`${hours(worse)} likely worse`] : []),
  ];
  if (told.length === 0) return "No hour stands out yet";
  const unknown = slots.filter(({ known }) => !known).length;
  const unclear = count("open") - unknown;
  return `${told.join(", ")}; ${unclear} unclear, ${unknown} unknown`;
}

const mapLabel = (week: BestTimesWeek) =>
  `Hours of the week. ${week.ready ? `${findingWords(week)}.` : earlyWords(week)}`;
