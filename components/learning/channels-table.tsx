import { learntWords, STATE_WORDS } from "@/components/learning/channel-words";
import { type LiftScale, toLiftScale } from "@/components/learning/lift-scale";
import { LiftStrip } from "@/components/learning/lift-strip";
import { proofOf, rangeWords, signedPercent } from "@/components/learning/lift-words";
import { Lineage } from "@/components/learning/lineage";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import type { ChannelPerformance, Estimate } from "@/lib/contracts/learning";
import { catalog } from "@/lib/platforms/catalog";

export function ChannelsTable({ channels }: { channels: readonly ChannelPerformance[] }) {
  const scale = toLiftScale(channels.map(({ improvementRate }) => improvementRate));
  return (
    <Table
      label="Channels"
      columns={toColumns(scale)}
      rows={channels}
      rowKey={({ channel }) => channel.id}
      rowHref={({ channel }) => `/learning/${channel.id}`}
      phone={(row) => ({
        first: <ChannelName row={row} />,
        aside: <Improvement lift={row.improvementRate} />,
        second: (
          <span className="grid gap-1.5">
            <Learnt row={row} />
            <State row={row} />
          </span>
        ),
      })}
    />
  );
}

const toColumns = (scale: LiftScale): Column<ChannelPerformance>[] => [
  { key: "channel", head: "Channel", cell: (row) => <ChannelName row={row} />, width: "22%" },
  { key: "family", head: "Family", cell: ({ lineage }) => <Lineage marks={lineage} /> },
  { key: "learnt", head: "So far", cell: (row) => <Learnt row={row} /> },
  {
    key: "improvement",
    head: "Against the first prompt",
    width: 168,
    cell: ({ improvementRate }) => (
      <span className="grid" style={{ padding: "6px 0" }}>
        <Improvement lift={improvementRate} />
        {improvementRate ? <LiftStrip lift={improvementRate} scale={scale} /> : null}
      </span>
    ),
  },
  { key: "results", head: "Results", num: true, cell: ({ totalContent }) => totalContent },
  { key: "state", head: "State", width: "24%", cell: (row) => <State row={row} /> },
];

function ChannelName({ row: { channel } }: { row: ChannelPerformance }) {
  return (
    <span className="row" style={{ padding: "6px 0" }}>
      <PlatformMark platform={channel.platform} label={catalog[channel.platform].label} />
      <span className="min-w-0">
        <span className="b [overflow-wrap:anywhere]">{channel.displayName}</span>
        <span className="t3 xs block font-normal [overflow-wrap:anywhere]">
          {channel.handle} · {channel.languageLabel} {channel.sandbox ? <SandboxTag /> : null}
        </span>
      </span>
    </span>
  );
}

/** "+12%" with its interval; where that holds "no change", it says so first. */
function Improvement({ lift }: { lift: Estimate | null }) {
  if (!lift) return <span className="t3 xs">No comparison yet</span>;
  const range = <span className="t3 xs nw">{rangeWords(lift)}</span>;
  if (proofOf(lift) === "open")
    return (
      <span className="nw">
        <span className="t2">Undecided</span> {range}
      </span>
    );
  return (
    <span className="nw">
      <b className="b">{signedPercent(lift.mean)}</b> {range}
    </span>
  );
}

function Learnt({ row }: { row: ChannelPerformance }) {
  return (
    <span
      className="say block [overflow-wrap:anywhere]"
      style={{ fontSize: 13, lineHeight: "20px", padding: "6px 0" }}
    >
      {learntWords(row)}
    </span>
  );
}

function State({ row }: { row: ChannelPerformance }) {
  const { state, stateReason, awaitingApproval: asks } = row;
  return (
    <span className="grid gap-0.5" style={{ padding: "6px 0" }}>
      {asks > 0 ? (
        <Status tone="need" className="justify-self-start">
          {asks === 1 ? "1 prompt to approve" : `${asks} prompts to approve`}
        </Status>
      ) : (
        <span className="m">{STATE_WORDS[state]}</span>
      )}
      <span className="t3 xs [overflow-wrap:anywhere]">{stateReason}</span>
    </span>
  );
}
