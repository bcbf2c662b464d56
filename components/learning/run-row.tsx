import type { Icon } from "@phosphor-icons/react";
import {
  ArrowUUpLeftIcon,
  ClockIcon,
  FlagIcon,
  GitBranchIcon,
  HourglassHighIcon,
  ShieldCheckIcon,
  StampIcon,
  TrayArrowDownIcon,
  WarningCircleIcon,
} from "@phosphor-icons/react/ssr";
import { InLineName } from "@/components/learning/in-line-name";
import { outcomeWords, triggerWords, weighedWords } from "@/components/learning/run-words";
import { useZone } from "@/components/providers/zone";
import { Time } from "@/components/ui/time";
import type { EvolutionRunView, RunDecision } from "@/lib/contracts/learning";

type RunRowProps = {
  run: EvolutionRunView;
  /** Runs before it that decided nothing either. */
  quiet: number;
  onRead: (promptId: string) => void;
};

const ICONS: Record<RunDecision["kind"], Icon> = {
  promote: FlagIcon,
  propose: StampIcon,
  retire: TrayArrowDownIcon,
  keep: ShieldCheckIcon,
  rollback: ArrowUUpLeftIcon,
  breed: GitBranchIcon,
  wait: ClockIcon,
};

/** One micro-cycle in sentences. */
export function RunRow({ run, quiet, onRead }: RunRowProps) {
  const zone = useZone();
  const told = run.decisions.filter(({ kind }) => kind !== "wait");
  return (
    <li>
      <span className="when">
        <Time at={run.finishedAt ?? run.createdAt} zone={zone} format="day" />{" "}
        <Time at={run.finishedAt ?? run.createdAt} zone={zone} format="time" />
      </span>
      <RunMark run={run} first={told[0]?.kind} />
      <div className="body grid gap-1.5">
        {told.map((decision) => (
          <p key={`${decision.kind} ${decision.prompt?.id}`} className="say break-words">
            <InLineName
              text={decision.text + outcomeWords(decision)}
              prompt={decision.prompt}
              onRead={onRead}
            />
          </p>
        ))}
        {run.error ? <p className="danger-c">{run.error}</p> : null}
        <p className="t3 xs break-words">
          {triggerWords(run)} {weighedWords(run)}
          {run.waiting ? ` ${run.waiting}` : ""}
          {quiet > 0
            ? ` ${quiet} ${quiet === 1 ? "run" : "runs"} before it decided nothing either.`
            : ""}
        </p>
      </div>
    </li>
  );
}

function RunMark({ run, first }: { run: EvolutionRunView; first?: RunDecision["kind"] }) {
  if (run.status === "failed")
    return <WarningCircleIcon className="i arm-place danger-c" weight="fill" aria-hidden="true" />;
  if (run.status !== "completed")
    return <HourglassHighIcon className="i arm-place" aria-hidden="true" />;
  const Mark = ICONS[first ?? "wait"];
  const isBig = first === "promote" || first === "rollback";
  return <Mark className="i arm-place" weight={isBig ? "fill" : "regular"} aria-hidden="true" />;
}
