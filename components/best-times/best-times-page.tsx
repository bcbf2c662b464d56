"use client";

import { useBestTimes, useWeekChoice } from "@/components/best-times/use-best-times";
import { WeekFigure } from "@/components/best-times/week-figure";
import {
  earlyWords,
  GOAL_GAINS,
  GOAL_LABELS,
  gainWords,
  partlyWords,
  postsWords,
  slotName,
  stretchWords,
} from "@/components/best-times/week-words";
import { ZoneChoice } from "@/components/best-times/zone-choice";
import { TopBar } from "@/components/layout/top-bar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field } from "@/components/ui/field";
import { Lead } from "@/components/ui/lead";
import { LinkButton } from "@/components/ui/link-button";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Columns, Section } from "@/components/ui/section";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import type { BestTimesView, BestTimesWeek } from "@/lib/contracts/best-times";
import { bestStretch } from "@/lib/domain/best-time/best-stretch";
import { changeFigure } from "@/lib/domain/best-time/words";
import { catalog } from "@/lib/platforms/catalog";

/** Which hours of the week are likely better, account by account, as far as its posts can tell. */
export function BestTimesPage({ canWrite }: { canWrite: boolean }) {
  const { choice, change } = useWeekChoice();
  const query = useBestTimes(choice);
  const { data, error } = query;
  return (
    <>
      <TopBar
        title="Best times"
        crumbs={[{ href: "/optimizer", label: "Optimizer" }]}
        meta={data?.week?.account.sandbox ? <SandboxTag /> : null}
      />
      {data?.week ? <WeekLead week={data.week} /> : null}
      {error && !data ? (
        <Section>
          <ErrorMessage
            title="The best times could not be loaded"
            action={<Button onClick={() => query.refetch()}>Try again</Button>}
          >
            {error.message}
          </ErrorMessage>
        </Section>
      ) : null}
      {query.isPending ? <Loading /> : null}
      {data && !data.week ? <NoAccounts /> : null}
      {data?.week ? (
        <>
          <Choices view={data} week={data.week} onChange={change} />
          <Columns
            sideWidth={344}
            main={<WeekFigure week={data.week} />}
            side={<Side week={data.week} canWrite={canWrite} />}
          />
        </>
      ) : null}
    </>
  );
}

function Loading() {
  return (
    <Section>
      <Skeleton width="48%" height={18} />
      <div style={{ height: 240 }} />
      <SkeletonRows rows={2} label="Loading the best times" />
    </Section>
  );
}

function NoAccounts() {
  return (
    <Section>
      <EmptyState
        title="No account to tell hours of"
        action={<LinkButton href="/accounts">Connect an account</LinkButton>}
      >
        Bandwagon compares the hours at which an account posts. Connect one first.
      </EmptyState>
    </Section>
  );
}

function WeekLead({ week }: { week: BestTimesWeek }) {
  if (!week.ready) return <Lead>{earlyWords(week)}</Lead>;
  const found = bestStretch(week.slots);
  if (!found) {
    return (
      <Lead>
        No hour is likely better yet: {postsWords(week.posts)} do not show which hours are. That is
        not to say that all are alike.
      </Lead>
    );
  }
  return (
    <Lead>
      Likely better: <mark>{stretchWords(found)}</mark>
      {partlyWords(found)}. {slotName(found.best.slot)} looks best so far: about{" "}
      {gainWords(found.best.mean, week.goal)} than the average post, nine chances in ten between{" "}
      {changeFigure(found.best.low)} and {changeFigure(found.best.high)}.
    </Lead>
  );
}

type ChoicesProps = {
  view: BestTimesView;
  week: BestTimesWeek;
  onChange: ReturnType<typeof useWeekChoice>["change"];
};

function Choices({ view, week, onChange }: ChoicesProps) {
  return (
    <form
      aria-label="Whose hours"
      className="pad row wrap"
      style={{
        ...{ alignItems: "flex-end", gap: 12, paddingBlock: 12 },
        borderBottom: "1px solid var(--line)",
      }}
      onSubmit={(event) => event.preventDefault()}
    >
      <Field label="Account" className="flex-[1_1_200px] md:flex-none">
        <Select
          value={week.account.id}
          options={view.accounts.map(({ id, platform, handle }) => ({
            value: id,
            label: `${handle}, ${catalog[platform].label}`,
          }))}
          onChange={(event) => onChange({ accountId: event.target.value, goal: undefined })}
        />
      </Field>
      {week.goals.length > 1 ? (
        <Segmented
          label="What counts"
          value={week.goal}
          options={week.goals.map((goal) => ({ value: goal, label: GOAL_LABELS[goal] }))}
          onChange={(goal) => onChange({ goal })}
        />
      ) : null}
    </form>
  );
}

function Side({ week, canWrite }: { week: BestTimesWeek; canWrite: boolean }) {
  return (
    <>
      <Section title="Use it">
        <p className="t2" style={{ marginBottom: 10 }}>
          Choose “Best time” in a repeating schedule. Once {week.neededPosts} posts are old enough,
          Bandwagon picks, among the hours that the schedule allows, the one that looks best so far
          for {GOAL_GAINS[week.goal]}, proven or not, in campaigns with that goal. One post in ten
          goes out at a random one of these hours; until then the others keep the schedule’s own
          time.
        </p>
        <LinkButton size="sm" href="/calendar">
          Open the calendar
        </LinkButton>
      </Section>
      <Section title="How sure is this">
        <ul className="grid gap-2 t2">
          <li>
            Each post is read 30 hours after it went out, so that posts of one age are compared.
            Younger posts are not counted here yet, though they are elsewhere.
          </li>
          <li>
            Few posts say little: what each time of day and each weekday does is drawn towards the
            average, and the more so the fewer posts it has.
          </li>
          <li>
            An hour has a colour and an outline only where it would look better or worse even to
            somebody who thinks that hours differ little. That is stricter than the 90% range: an
            hour whose range leaves out 0% can still be unclear.
          </li>
          <li>
            In trials with made-up audiences and 300 posts each, 9 in 100 outlined hours were not
            better or worse as told where hours typically differ by 5%, and 1 in 100 where by 10%.
            Few of these audiences had any outline, 2 and 8 in 100; where hours make no difference,
            4 of 700. With other numbers of posts it can be more or less.
          </li>
          <li>
            The map tells at which hours posts did better or, going by other hours and days, likely
            would: an outlined hour can have no posts of its own. What went out at an hour may
            differ from the rest, so the hour need not be the cause. Which of the outlined hours is
            the best is not proven.
          </li>
          <li>
            Each hour is taken to make the same difference, in percent, on every weekday. An hour
            that is good on some days only, say on workdays but not on weekends, is estimated
            poorly: it can be outlined on the other days too, and its range is too narrow.
          </li>
        </ul>
      </Section>
      <Section title="Whose clock">
        <ZoneChoice week={week} canWrite={canWrite} />
      </Section>
    </>
  );
}
