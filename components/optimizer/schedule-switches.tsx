"use client";

import { ruleHint } from "@/components/optimizer/list-words";
import { useCampaignSchedules, useSetOptimizerOn } from "@/components/optimizer/use-optimizer";
import { useZone } from "@/components/providers/zone";
import { Section } from "@/components/ui/section";
import { Switch } from "@/components/ui/switch";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";

/** The optimizer's switch of each schedule. Off: variants take turns and nothing is chosen. */
export function ScheduleSwitches({ panel }: { panel: OptimizerPanel }) {
  const { campaign, platform } = panel;
  const schedules = useCampaignSchedules(campaign.id);
  const change = useSetOptimizerOn(campaign.id);
  const zone = useZone();
  // A one-off that is over chooses nothing any more.
  const mine =
    schedules.data?.filter((each) => each.platform === platform && each.nextRunAt !== null) ?? [];
  if (mine.length === 0) return null;
  return (
    <Section
      title="Let Bandwagon choose"
      note={<span className="xs">If you switch one off, variants take turns there</span>}
    >
      <ul className="grid gap-3">
        {mine.map((schedule) => (
          <li key={schedule.id} style={{ overflowWrap: "anywhere" }}>
            <Switch
              label={schedule.words}
              hint={ruleHint(schedule, zone)}
              checked={schedule.optimizerOn}
              onChange={(optimizerOn) => change.mutate({ id: schedule.id, optimizerOn })}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}
