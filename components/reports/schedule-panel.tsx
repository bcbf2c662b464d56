"use client";

import { PlusIcon } from "@phosphor-icons/react/ssr";
import Link from "next/link";
import { useState } from "react";
import { ScheduleForm } from "@/components/reports/schedule-form";
import { ScheduleItem } from "@/components/reports/schedule-item";
import { detailOf, useReportSchedules } from "@/components/reports/use-reports";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { ResultsQuery } from "@/lib/contracts/analytics";

type SchedulePanelProps = { query: ResultsQuery; canShare: boolean };

/** Reports that come by themselves, and what became of the latest ones. */
export function SchedulePanel({ query, canShare }: SchedulePanelProps) {
  const schedules = useReportSchedules();
  const [making, setMaking] = useState(false);
  if (schedules.isPending) return <SkeletonRows rows={3} label="Loading scheduled reports" />;
  if (schedules.isError) {
    return (
      <ErrorMessage
        title="Scheduled reports can’t be shown"
        action={<Button onClick={() => void schedules.refetch()}>Try again</Button>}
      >
        {detailOf(schedules.error)}
      </ErrorMessage>
    );
  }
  const { items, mails } = schedules.data;
  const make = canShare ? (
    <Button icon={<PlusIcon className="i" />} onClick={() => setMaking(true)}>
      Schedule this report
    </Button>
  ) : null;
  if (making) return <ScheduleForm query={query} onDone={() => setMaking(false)} />;
  return (
    <>
      {mails ? null : (
        <p className="t2">
          No mail server is set, so that reports are kept here to be downloaded. An owner can name
          one in{" "}
          <Link href="/settings/mail" className="underline">
            Settings, Mail
          </Link>
          .
        </p>
      )}
      {items.length === 0 ? (
        <EmptyState title="No report goes out by itself yet" action={make}>
          One can come each day, week or month, at an hour you choose.
        </EmptyState>
      ) : (
        <>
          <ul className="two-lines">
            {items.map((schedule) => (
              <ScheduleItem key={schedule.id} schedule={schedule} canChange={canShare} />
            ))}
          </ul>
          <div>{make}</div>
        </>
      )}
    </>
  );
}
