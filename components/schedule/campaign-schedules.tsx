"use client";

import { ScheduleForm } from "@/components/schedule/schedule-form";
import { ScheduleList } from "@/components/schedule/schedule-list";
import { Columns, Section } from "@/components/ui/section";

/** The schedule tab of a campaign: what runs, and a form for more. */
export function CampaignSchedules({ campaignId }: { campaignId: string }) {
  return (
    <Columns
      sideWidth={400}
      main={
        <Section title="Schedules">
          <ScheduleList campaignId={campaignId} />
        </Section>
      }
      side={
        <Section title="New schedule">
          <ScheduleForm campaignId={campaignId} />
        </Section>
      }
    />
  );
}
