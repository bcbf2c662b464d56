import { useZone } from "@/components/providers/zone";
import { Arm } from "@/components/ui/arm";
import { AutoMark, HandMark } from "@/components/ui/auto-mark";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { DecisionView } from "@/lib/contracts/optimizer";

export function DecisionRow({ decision }: { decision: DecisionView }) {
  const zone = useZone();
  const { first, rest } = splitFirst(decision.reason);
  return (
    <li>
      <span className="when">
        <Time at={decision.at} zone={zone} format="day" />{" "}
        <Time at={decision.at} zone={zone} format="time" />
      </span>
      {decision.letter ? <Arm letter={decision.letter} /> : <span />}
      <p className="body say" style={{ overflowWrap: "break-word" }}>
        <span data-testid="decision-reason">
          <b>{first}</b>
          {rest}
        </span>
        {decision.overrideNote ? <span> “{decision.overrideNote}”</span> : null}
        {decision.byPerson ? (
          <span className="t2"> The result counts, the choice doesn’t.</span>
        ) : null}
      </p>
      <span className="acts">
        <span>
          <Chooser decision={decision} />
        </span>
      </span>
    </li>
  );
}

function Chooser({ decision }: { decision: DecisionView }) {
  switch (decision.kind) {
    case "override":
      return <HandMark>{decision.who}</HandMark>;
    case "rotation":
      return <Tag>Taking turns</Tag>;
    case "exploit":
      return <AutoMark>Bandwagon</AutoMark>;
    case "explore":
    case "cold_start":
      return <AutoMark>Bandwagon, learning</AutoMark>;
  }
}

/** "Chose B: 13.6 clicks …": the choice, and then the why. */
function splitFirst(reason: string): { first: string; rest: string } {
  const end = reason.search(/[.:] /);
  if (end === -1 || end > 40) return { first: "", rest: reason };
  return { first: reason.slice(0, end + 1), rest: reason.slice(end + 1) };
}
