"use client";

import { DotsThreeIcon } from "@phosphor-icons/react/ssr";
import { useZone } from "@/components/providers/zone";
import { cadenceInWords, SENDING_WORDS } from "@/components/reports/schedule-words";
import {
  useDeleteReportSchedule,
  usePauseReportSchedule,
  useResendReport,
} from "@/components/reports/use-reports";
import { Button } from "@/components/ui/button";
import { Menu } from "@/components/ui/menu";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { withQuery } from "@/lib/api/fetcher";
import type { ReportScheduleView, ReportSendingView } from "@/lib/contracts/reports";

type ScheduleItemProps = { schedule: ReportScheduleView; canChange: boolean };

export function ScheduleItem({ schedule, canChange }: ScheduleItemProps) {
  const zone = useZone();
  const pause = usePauseReportSchedule();
  const remove = useDeleteReportSchedule();
  const paused = schedule.pausedAt !== null;
  return (
    <li className="items-start!">
      <div className="grow grid gap-2 min-w-0">
        <div>
          <b className="b cut block">{schedule.name}</b>
          <span className="xs t2 block">
            {cadenceInWords(schedule)}, to {schedule.recipients.join(", ")}
            {schedule.sandbox ? ", of the sandbox" : ""}
          </span>
          <span className="xs t2 block">
            {paused ? (
              <Tag>Paused</Tag>
            ) : (
              <>
                Next <Time at={schedule.nextAt} zone={zone} />
              </>
            )}
          </span>
        </div>
        {schedule.sendings.map((sending) => (
          <SendingLine
            key={sending.id}
            sending={sending}
            zone={schedule.timeZone}
            canChange={canChange}
          />
        ))}
      </div>
      {canChange ? (
        <Menu
          trigger={
            <Button
              variant="quiet"
              iconOnly
              aria-label={`What to do with ${schedule.name}`}
              icon={<DotsThreeIcon className="i" />}
            />
          }
          items={[
            {
              label: paused ? "Resume" : "Pause",
              onSelect: () => pause.mutate({ id: schedule.id, paused: !paused }),
            },
            { label: "Delete", danger: true, onSelect: () => remove.mutate(schedule.id) },
          ]}
        />
      ) : null}
    </li>
  );
}

type SendingLineProps = { sending: ReportSendingView; zone: string; canChange: boolean };

function SendingLine({ sending, zone, canChange }: SendingLineProps) {
  const resend = useResendReport();
  const { icon: Icon, tone, word, again } = SENDING_WORDS[sending.status];
  const file = (as: "html" | "csv") => withQuery(`/api/reports/sendings/${sending.id}`, { as });
  return (
    <div className="xs grid gap-1">
      <span className="row wrap">
        <Status tone={tone} icon={<Icon className="i" />}>
          {word}
        </Status>
        <span>
          <Time at={sending.from} zone={zone} format="day" />
          {" to "}
          <Time at={new Date(Date.parse(sending.to) - 1)} zone={zone} format="day" />
        </span>
        {sending.kept ? (
          <>
            <a href={file("html")} download>
              Page
            </a>
            <a href={file("csv")} download>
              CSV
            </a>
          </>
        ) : null}
        {again && canChange ? (
          <Button size="sm" loading={resend.isPending} onClick={() => resend.mutate(sending.id)}>
            {again}
          </Button>
        ) : null}
      </span>
      {sending.error ? <span className="t2">{sending.error}</span> : null}
      {sending.nextAt && sending.attempts > 0 ? (
        <span className="t2">
          Next try <Time at={sending.nextAt} zone={zone} />
        </span>
      ) : null}
    </div>
  );
}
