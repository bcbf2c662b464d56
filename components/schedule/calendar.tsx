"use client";

import { ArrowsClockwiseIcon, FunnelSimpleIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { TopBar } from "@/components/layout/top-bar";
import { useZone } from "@/components/providers/zone";
import { Agenda } from "@/components/schedule/agenda";
import { CalendarBanners } from "@/components/schedule/calendar-banners";
import {
  type CalendarFilter,
  keepFiltered,
  NO_FILTER,
} from "@/components/schedule/calendar-filter";
import { CalendarLegend } from "@/components/schedule/calendar-legend";
import { CalendarSkeleton, EmptyRange } from "@/components/schedule/calendar-states";
import { CalendarToolbar } from "@/components/schedule/calendar-toolbar";
import { MonthGrid } from "@/components/schedule/month-grid";
import { MovingProvider } from "@/components/schedule/moving";
import { PhoneTools } from "@/components/schedule/phone-tools";
import { ScheduleSheet, type ScheduleSheetTab } from "@/components/schedule/schedule-sheet";
import { TimeGrid } from "@/components/schedule/time-grid";
import { useCalendar, useMovePost, useServerNow } from "@/components/schedule/use-calendar";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { useIsPhone } from "@/components/ui/use-is-phone";
import type { PostView } from "@/lib/contracts/posts";
import { type CalendarView, type Day, dayOf, rangeOf } from "@/lib/domain/calendar-grid";

export type CalendarProps = {
  /** Null: a week, or the agenda on a phone. */
  view: CalendarView | null;
  day: Day | null;
  serverNow: string;
  minGapMinutes: number;
  canWrite: boolean;
  scheduling: ScheduleSheetTab | null;
  onScheduling: (tab: ScheduleSheetTab | null) => void;
  onGo: (to: { view?: CalendarView; day?: Day }) => void;
  onOpenPost: (post: PostView) => void;
  onNewPost: () => void;
};

/** Everything that is planned and everything that went out, by the workspace's clock. */
export function Calendar(props: CalendarProps) {
  const { canWrite, onGo, onScheduling } = props;
  const zone = useZone();
  const now = useServerNow(props.serverNow);
  const isPhone = useIsPhone();
  const today = dayOf(now, zone);
  const view = props.view ?? (isPhone ? "list" : "week");
  const day = props.day ?? today;
  const [filter, setFilter] = useState<CalendarFilter>(NO_FILTER);
  const [allHours, setAllHours] = useState(false);
  const [phoneTools, setPhoneTools] = useState(false);
  const tools = {
    ...{ view, day, today, filter, allHours, canWrite, onGo },
    onFilter: setFilter,
    onAllHours: setAllHours,
  };
  return (
    <>
      <CalendarBar {...props} onTools={() => setPhoneTools(true)} />
      <CalendarToolbar {...tools} />
      <PhoneTools
        {...tools}
        open={phoneTools}
        onClose={() => setPhoneTools(false)}
        onSchedule={() => {
          setPhoneTools(false);
          onScheduling("new");
        }}
      />
      <CalendarBody {...props} {...{ view, day, now, filter, allHours }} />
      <ScheduleSheet tab={props.scheduling} onTab={onScheduling} />
    </>
  );
}

function CalendarBar(props: CalendarProps & { onTools: () => void }) {
  const { canWrite, onScheduling, onNewPost, onTools } = props;
  return (
    <TopBar
      title="Calendar"
      actions={
        canWrite ? (
          <Button icon={<ArrowsClockwiseIcon className="i" />} onClick={() => onScheduling("new")}>
            Schedule
          </Button>
        ) : null
      }
      phoneActions={
        <Button
          variant="quiet"
          iconOnly
          aria-label="Filter and view"
          icon={<FunnelSimpleIcon className="i" />}
          onClick={onTools}
        />
      }
      primary={canWrite ? { label: "Publish now", onClick: onNewPost } : undefined}
    />
  );
}

type CalendarBodyProps = Omit<CalendarProps, "view" | "day"> & {
  view: CalendarView;
  day: Day;
  now: Date;
  filter: CalendarFilter;
  allHours: boolean;
};

function CalendarBody(props: CalendarBodyProps) {
  const { view, day, now, filter, canWrite, minGapMinutes, onScheduling } = props;
  const zone = useZone();
  const range = rangeOf(view, day, zone);
  const query = useCalendar(range);
  const move = useMovePost(zone);
  if (query.isPending) return <CalendarSkeleton columns={view === "day" ? 1 : 7} />;
  if (query.isError) {
    return (
      <div className="pad">
        <ErrorMessage
          title="The calendar can’t be shown."
          action={<Button onClick={() => query.refetch()}>Try again</Button>}
        >
          {query.error.message}
        </ErrorMessage>
      </div>
    );
  }
  const sorted = query.data.items.toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
  const posts = keepFiltered(sorted, filter);
  return (
    <>
      <CalendarBanners {...{ posts, now, minGapMinutes, canWrite, onMove: move }} />
      {posts.length === 0 ? (
        <EmptyRange
          filtered={sorted.length > 0}
          onSchedule={canWrite ? () => onScheduling("new") : null}
        />
      ) : null}
      <MovingProvider {...{ view, range, now, canWrite }} onMove={move} onOpen={props.onOpenPost}>
        <View {...props} days={range.days} posts={posts} />
      </MovingProvider>
      <CalendarLegend />
    </>
  );
}

type ViewProps = CalendarBodyProps & { days: Day[]; posts: PostView[] };

function View({ view, day, days, posts, now, allHours, onGo }: ViewProps) {
  if (view === "list") {
    return posts.length === 0 ? null : <Agenda key={days[0]} {...{ days, posts, now }} />;
  }
  const open = (to: Day) => onGo({ view: "day", day: to });
  if (view === "month") {
    return <MonthGrid {...{ days, posts, now }} month={day} onDay={open} />;
  }
  return <TimeGrid {...{ days, posts, now, allHours }} onDay={open} />;
}
