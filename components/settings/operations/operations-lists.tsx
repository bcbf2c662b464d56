import {
  codeWords,
  WAIT_WORDS,
  windowWords,
} from "@/components/settings/operations/operations-words";
import { LinkButton } from "@/components/ui/link-button";
import { PlatformMark } from "@/components/ui/platform-mark";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Section } from "@/components/ui/section";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { OperationsView } from "@/lib/contracts/operations";

type ListProps = { view: OperationsView; zone: string };
type Of = { platform: string; label: string; sandbox?: boolean };

const Name = ({ platform, label, sandbox }: Of) => (
  <span className="row">
    <PlatformMark platform={platform} />
    {label}
    {sandbox ? <SandboxTag /> : null}
  </span>
);

/** Posts that nothing holds and nobody takes. */
export function OverdueList({ view: { overdue, alarms }, zone }: ListProps) {
  if (overdue.length === 0) return null;
  const more = alarms.overdue - overdue.length;
  return (
    <div id="overdue">
      <Section title="Overdue" note={more > 0 ? `${more.toLocaleString("en-GB")} more` : undefined}>
        <Table
          label="Overdue posts"
          rows={overdue}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/posts/${id}`}
          columns={[
            {
              key: "account",
              head: "Account",
              cell: ({ platform, account }) => <Name platform={platform} label={account} />,
            },
            {
              key: "due",
              head: "Was due",
              cell: ({ dueAt }) => <Time at={dueAt} zone={zone} />,
            },
          ]}
          phone={({ platform, account, dueAt }) => ({
            first: <Name platform={platform} label={account} />,
            aside: <Time at={dueAt} zone={zone} format="day-time" />,
          })}
        />
      </Section>
    </div>
  );
}

/** Due posts that wait, and what for; then what a person has to decide. */
export function WaitingList({ view: { queue } }: { view: OperationsView }) {
  const { waiting, parked } = queue;
  return (
    <Section
      title="Waiting for a reason"
      actions={
        parked > 0 ? (
          <LinkButton size="sm" href="/posts?status=parked">
            Look at {parked.toLocaleString("en-GB")} parked
          </LinkButton>
        ) : null
      }
    >
      {waiting.length === 0 ? <p className="t2">Nothing that is due is held back.</p> : null}
      {waiting.length > 0 ? (
        <ul>
          {waiting.map(({ reason, count }) => (
            <li key={reason} className="row" style={{ padding: "6px 0", alignItems: "baseline" }}>
              <b className="b" style={{ minWidth: 40 }}>
                {count.toLocaleString("en-GB")}
              </b>
              <span>
                {WAIT_WORDS[reason].what}. <span className="t2">{WAIT_WORDS[reason].why}</span>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </Section>
  );
}

type Load = OperationsView["platforms"][number];

const standing = ({ state }: Load) => {
  if (state === "closed") return <Status tone="ok">Working</Status>;
  if (state === "half_open") return <Status tone="info">Being tried</Status>;
  return <Status tone="need">Resting</Status>;
};

const next = ({ nextProbeAt }: Load, zone: string) =>
  nextProbeAt ? <Time at={nextProbeAt} zone={zone} format="time" /> : "–";

/** How each platform answers, and how many posts are on their way to it. */
export function PlatformLoads({ view: { platforms }, zone }: ListProps) {
  if (platforms.length === 0) return null;
  return (
    <Section title="Platforms">
      <Table
        label="Platforms and how they answer"
        rows={platforms}
        rowKey={({ platform, sandbox }) => `${platform} ${sandbox}`}
        columns={[
          { key: "platform", head: "Platform", cell: (row) => <Name {...row} /> },
          { key: "state", head: "State", cell: standing },
          {
            key: "since",
            head: "Since",
            cell: ({ since }) => (since ? <Time at={since} zone={zone} format="day-time" /> : "–"),
          },
          { key: "next", head: "Next try", cell: (row) => next(row, zone) },
          { key: "flight", head: "On their way", num: true, cell: ({ inFlight }) => inFlight },
        ]}
        phone={(row) => ({
          first: <Name {...row} />,
          aside: standing(row),
          second: (
            <>
              {row.inFlight} on their way
              {row.nextProbeAt ? <>, tried again at {next(row, zone)}</> : null}
            </>
          ),
        })}
      />
    </Section>
  );
}

/** Limits that come to their end. */
export function BudgetList({ view: { budgets }, zone }: ListProps) {
  if (budgets.length === 0) return null;
  const left = ({ remaining, quota }: (typeof budgets)[number]) =>
    quota === null ? remaining : `${remaining} of ${quota}`;
  return (
    <Section title="Limits near their end">
      <Table
        label="Limits near their end"
        rows={budgets}
        rowKey={(row) => `${row.platform} ${row.sandbox} ${row.account} ${row.window}`}
        columns={[
          { key: "platform", head: "Platform", cell: (row) => <Name {...row} /> },
          { key: "account", head: "Account", cell: ({ account }) => account ?? "All of the app" },
          { key: "window", head: "For", cell: ({ window }) => windowWords(window) },
          { key: "left", head: "Left", num: true, cell: left },
          {
            key: "resets",
            head: "Ends",
            cell: ({ resetsAt }) => <Time at={resetsAt} zone={zone} format="day-time" />,
          },
        ]}
        phone={(row) => ({
          first: <Name {...row} />,
          aside: <>{left(row)} left</>,
          second: (
            <>
              {row.account ?? "All of the app"}, {windowWords(row.window)}, ends{" "}
              <Time at={row.resetsAt} zone={zone} format="day-time" />
            </>
          ),
        })}
      />
    </Section>
  );
}

/** What was given up in a day, and why. */
export function FailureList({ view: { failed } }: { view: OperationsView }) {
  return (
    <Section
      title="Failed in the last 24 hours"
      actions={
        failed.length > 0 ? (
          <LinkButton size="sm" href="/posts?status=failed">
            See failed posts
          </LinkButton>
        ) : null
      }
    >
      {failed.length === 0 ? <p className="t2">No post was given up.</p> : null}
      {failed.length > 0 ? (
        <Table
          label="Failed posts by platform and reason"
          rows={failed}
          rowKey={({ platform, code }) => `${platform} ${code}`}
          columns={[
            { key: "platform", head: "Platform", cell: (row) => <Name {...row} /> },
            {
              key: "reason",
              head: "Reason",
              fill: true,
              cell: ({ code, problem }) => (
                <span title={problem ?? undefined}>{problem ?? codeWords(code)}</span>
              ),
            },
            { key: "code", head: "Code", cell: ({ code }) => codeWords(code) },
            { key: "count", head: "Posts", num: true, cell: ({ count }) => count },
          ]}
          phone={({ code, problem, count, ...row }) => ({
            first: <Name {...row} />,
            aside: count,
            second: problem ?? codeWords(code),
          })}
        />
      ) : null}
    </Section>
  );
}
