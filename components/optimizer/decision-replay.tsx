"use client";

import { CheckCircleIcon, InfoIcon, WarningCircleIcon } from "@phosphor-icons/react/ssr";
import { oddsByVariant, showOdds, showRate, showWorth } from "@/components/optimizer/figure-words";
import { useReplay } from "@/components/optimizer/use-rules";
import { Arm } from "@/components/ui/arm";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Skeleton } from "@/components/ui/skeleton";
import { type Column, type PhoneRow, Table } from "@/components/ui/table";
import type { DecisionReplay as Replay } from "@/lib/contracts/decision-replay";
import type { RewardView } from "@/lib/contracts/optimizer";
import { AlgorithmName } from "@/lib/contracts/optimizer-settings";
import { algorithmWords } from "@/lib/domain/bandit/algorithm-words";

type ReplayProps = { decisionId: string; id: string; reward: RewardView };
type Belief = Replay["beliefs"][number];

/** The choice made again from what was stored with it, beside what it was made from. */
export function DecisionReplay({ decisionId, id, reward }: ReplayProps) {
  const query = useReplay(decisionId);
  const replay = query.data;
  return (
    <div
      id={id}
      role="status"
      data-testid="decision-replay"
      style={{ gridColumn: "1 / -1", background: "var(--sunken)", padding: "10px 12px 12px" }}
    >
      {query.isPending ? <Skeleton width="60%" /> : null}
      {query.isError ? (
        <ErrorMessage
          title="The replay could not be loaded"
          action={
            <Button size="sm" onClick={() => query.refetch()}>
              Try again
            </Button>
          }
        >
          {query.error.message}
        </ErrorMessage>
      ) : null}
      {replay ? <Answer replay={replay} reward={reward} /> : null}
    </div>
  );
}

function Answer({ replay, reward }: { replay: Replay; reward: RewardView }) {
  const { replayed, beliefs } = replay;
  const odds = oddsByVariant(beliefs);
  return (
    <>
      <p className="row" style={{ alignItems: "start" }}>
        <Sign same={replay.same} />
        <span className="m">{replay.words}</span>
      </p>
      {replayed ? (
        <p className="t2 xs" style={{ marginTop: 4 }}>
          {toLabel(replay.algorithm)} gave {replayed.letter} a chance of{" "}
          {odds.get(replayed.variantId) ?? showOdds(replayed.share)} to be chosen.
        </p>
      ) : null}
      {beliefs.length > 0 ? (
        <div style={{ marginTop: 8 }}>
          <p className="t3 xs">What was known then, in {reward.unit.toLowerCase()}</p>
          <Table
            label="What was known then"
            columns={toColumns(reward, odds)}
            rows={beliefs}
            rowKey={(belief) => belief.variantId}
            phone={(belief) => toPhoneRow(belief, reward, odds)}
          />
        </div>
      ) : null}
      <Checking replay={replay} />
    </>
  );
}

/** What someone needs who makes the choice again by hand. */
function Checking({ replay: { version, seed, beliefs } }: { replay: Replay }) {
  const scores = beliefs.flatMap(({ letter, index }) =>
    index === null ? [] : [`${letter} ${index.toFixed(3)}`],
  );
  return (
    <details className="t3 xs" style={{ marginTop: 8 }}>
      <summary style={{ cursor: "pointer" }}>For checking</summary>
      <p style={{ marginTop: 4 }}>
        Version {version}
        {seed === null ? "" : `, seed ${seed}`}.
        {scores.length > 0 ? ` Scores: ${scores.join(", ")}.` : ""}
      </p>
    </details>
  );
}

/** Rows keep the algorithm's key. One that is not there any more goes by it. */
function toLabel(algorithm: string): string {
  const known = AlgorithmName.safeParse(algorithm);
  return known.success ? algorithmWords(known.data).label : algorithm;
}

function Sign({ same }: { same: boolean | null }) {
  if (same === null) return <InfoIcon className="i" aria-hidden="true" />;
  return same ? (
    <CheckCircleIcon className="i ok-c" weight="fill" aria-hidden="true" />
  ) : (
    <WarningCircleIcon className="i danger-c" weight="fill" aria-hidden="true" />
  );
}

type Odds = ReadonlyMap<string, string>;

function toPhoneRow(belief: Belief, reward: RewardView, odds: Odds): PhoneRow {
  const { letter, mean, posts, pending, variantId } = belief;
  const waiting = pending > 0 ? `, ${pending} waiting` : "";
  return {
    first: (
      <span className="row">
        <Arm letter={letter} /> {showRate(reward, mean)}
      </span>
    ),
    aside: odds.has(variantId) ? <b className="b">{odds.get(variantId)}</b> : null,
    second: (
      <span className="xs">
        {posts} {posts === 1 ? "post" : "posts"} that count as {showWorth(belief.effectivePosts)}
        {waiting}
      </span>
    ),
  };
}

function toColumns(reward: RewardView, odds: Odds): Column<Belief>[] {
  const num = true as const;
  return [
    { key: "variant", head: "Variant", cell: ({ letter }) => <Arm letter={letter} /> },
    { key: "rate", head: "Estimate", num, cell: ({ mean }) => showRate(reward, mean) },
    { key: "posts", head: "Posts", num, cell: ({ posts }) => posts },
    { key: "worth", head: "Count as", num, cell: (each) => showWorth(each.effectivePosts) },
    { key: "pending", head: "Waiting", num, cell: ({ pending }) => pending },
    {
      key: "share",
      head: "Chance to be chosen",
      num,
      cell: ({ variantId }) => odds.get(variantId) ?? "–",
    },
  ];
}
