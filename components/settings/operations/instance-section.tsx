import { inBytes, inTime } from "@/components/settings/operations/operations-words";
import { LiveDot } from "@/components/ui/live-dot";
import { Section } from "@/components/ui/section";
import { Status } from "@/components/ui/status";
import { Table } from "@/components/ui/table";
import type { OperationsView, ProcessView } from "@/lib/contracts/operations";

type Instance = NonNullable<OperationsView["instance"]>;
type InstanceProps = { instance: Instance; now: string; receivedAt: number };

const KINDS = {
  pglite: "Embedded database (PGlite)",
  pg: "PostgreSQL",
  neon: "PostgreSQL at Neon",
} as const;

const roleOf = ({ role }: ProcessView) => (role === "tick" ? "Scheduler" : "Publisher");

const placeOf = ({ host, pid }: ProcessView) =>
  host === null ? "–" : `${host}${pid === null ? "" : `, process ${pid}`}`;

/** Of the whole install: who works, and on what. */
export function InstanceSection({ instance, now, receivedAt }: InstanceProps) {
  const { processes, database, jobs } = instance;
  const secondsSince = (at: string) => Math.max(0, Date.parse(now) - Date.parse(at)) / 1000;
  const sign = (row: ProcessView) =>
    row.fresh ? (
      <LiveDot at={receivedAt - secondsSince(row.beatAt) * 1000} label="Answers" />
    ) : (
      <Status tone="bad">Silent for {inTime(secondsSince(row.beatAt))}</Status>
    );
  // A tick is no process of its own: each begins anew.
  const runsFor = ({ role, startedAt }: ProcessView) => {
    if (startedAt) return inTime(secondsSince(startedAt));
    return role === "tick" ? "In turns" : "Not known";
  };
  return (
    <>
      <Section title="Processes" note={`${KINDS[database.kind]}, ${inBytes(database.bytes)}`}>
        {processes.length === 0 ? <p className="t2">None has told of itself yet.</p> : null}
        {processes.length > 0 ? (
          <Table
            label="Processes and their heartbeats"
            rows={processes}
            rowKey={({ role, id }) => `${role} ${id}`}
            columns={[
              { key: "role", head: "Role", cell: roleOf },
              { key: "sign", head: "Heartbeat", cell: sign },
              { key: "place", head: "Where", cell: placeOf },
              { key: "version", head: "Version", cell: ({ version }) => version ?? "–" },
              { key: "runs", head: "Runs for", num: true, cell: runsFor },
            ]}
            phone={(row) => ({
              first: roleOf(row),
              aside: sign(row),
              second: `${placeOf(row)}${row.version ? `, version ${row.version}` : ""}`,
            })}
          />
        ) : null}
      </Section>
      <Section title="Other work" note="Texts, results, mail and the like">
        {jobs.length === 0 ? (
          <p className="t2">Nothing waits, and nothing failed in a day.</p>
        ) : null}
        {jobs.length > 0 ? (
          <Table
            label="Jobs by queue"
            rows={jobs}
            rowKey={({ queue }) => queue}
            columns={[
              { key: "queue", head: "Queue", cell: ({ queue }) => queue },
              { key: "waiting", head: "Waiting", num: true, cell: (row) => row.waiting },
              { key: "active", head: "Running", num: true, cell: (row) => row.active },
              { key: "failed", head: "Failed in a day", num: true, cell: (row) => row.failed },
            ]}
            phone={({ queue, waiting, active, failed }) => ({
              first: queue,
              aside: `${waiting} waiting`,
              second: `${active} running, ${failed} failed in a day`,
            })}
          />
        ) : null}
      </Section>
    </>
  );
}
