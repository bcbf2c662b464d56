import type { Icon } from "@phosphor-icons/react";
import {
  ArrowUUpLeftIcon,
  FlagIcon,
  PauseIcon,
  PlayIcon,
  ProhibitIcon,
  SlidersHorizontalIcon,
} from "@phosphor-icons/react/ssr";
import { InLineName } from "@/components/learning/in-line-name";
import { useZone } from "@/components/providers/zone";
import { HandMark } from "@/components/ui/auto-mark";
import { Time } from "@/components/ui/time";
import type { LearningAct } from "@/lib/contracts/learning";

type ActRowProps = { act: LearningAct; onRead: (promptId: string) => void };

const ICONS: Record<LearningAct["kind"], Icon> = {
  promoted: FlagIcon,
  rejected: ProhibitIcon,
  rolled_back: ArrowUUpLeftIcon,
  restored: ArrowUUpLeftIcon,
  paused: PauseIcon,
  resumed: PlayIcon,
  settings_changed: SlidersHorizontalIcon,
};

/** What a person decided, among the runs. */
export function ActRow({ act, onRead }: ActRowProps) {
  const zone = useZone();
  const Mark = ICONS[act.kind];
  return (
    <li>
      <span className="when">
        <Time at={act.at} zone={zone} format="day" /> <Time at={act.at} zone={zone} format="time" />
      </span>
      <Mark className="i arm-place" aria-hidden="true" />
      <p className="body say break-words">
        <InLineName text={act.text} prompt={act.prompt} onRead={onRead} />
      </p>
      <span className="acts">
        <span>
          <HandMark>By hand</HandMark>
        </span>
      </span>
    </li>
  );
}
