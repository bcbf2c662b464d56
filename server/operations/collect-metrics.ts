import { sql } from "drizzle-orm";
import type { Family, Histogram } from "@/lib/domain/exposition";
import { providerHealth } from "@/server/db/schema/facts";
import {
  countAttemptsToday,
  countDue,
  countOpenPosts,
  readLatenessToday,
} from "@/server/operations/count-posts";
import { findPulse } from "@/server/operations/find-pulse";
import { listOverdue } from "@/server/operations/overdue";
import { processFamilies } from "@/server/operations/process-families";
import { readDatabaseBytes, readJobs } from "@/server/operations/read-instance";
import type { Runtime } from "@/server/runtime";

type Parts = Pick<Runtime, "database" | "clock" | "env">;

const STATEMENT_MS = 4000;

/** Everything that is measured, of all workspaces together and none by name. */
export async function collectMetrics(runtime: Parts): Promise<(Family | Histogram)[]> {
  const now = runtime.clock.now();
  const pulse = await findPulse(runtime);
  const ofPosts = await runtime.database.db.transaction(async (tx) => {
    // Whoever asks has long gone by then.
    await tx.execute(sql`select set_config('statement_timeout', ${String(STATEMENT_MS)}, true)`);
    return {
      open: await countOpenPosts(tx),
      due: await countDue(tx, now),
      overdue: await listOverdue(tx, now),
      lateness: await readLatenessToday(tx, now),
      attempts: await countAttemptsToday(tx, now),
      circuits: await tx.select().from(providerHealth),
      jobs: await readJobs(tx),
      bytes: await readDatabaseBytes(tx),
    };
  });
  return [
    ...postFamilies(ofPosts),
    ...installFamilies(ofPosts, now, [
      { role: "tick", beatAt: pulse.tick?.beatAt },
      { role: "publisher", beatAt: pulse.publishers[0]?.beatAt },
    ]),
    ...processFamilies(),
  ];
}

interface Posts {
  open: Awaited<ReturnType<typeof countOpenPosts>>;
  due: Awaited<ReturnType<typeof countDue>>;
  overdue: readonly unknown[];
  lateness: Awaited<ReturnType<typeof readLatenessToday>>;
  attempts: Awaited<ReturnType<typeof countAttemptsToday>>;
}

const gauge = (name: string, help: string, value: number): Family => ({
  ...{ name, help, type: "gauge" },
  samples: [{ value }],
});

function postFamilies({ open, due, overdue, lateness, attempts }: Posts): (Family | Histogram)[] {
  return [
    {
      name: "bandwagon_posts",
      help: "Posts that are not over yet, by status.",
      type: "gauge",
      samples: [...open].map(([status, value]) => ({ labels: { status }, value })),
    },
    gauge("bandwagon_posts_due", "Posts that could go out this moment.", due.due),
    gauge(
      "bandwagon_oldest_due_seconds",
      "How long the first of the due posts has waited.",
      due.oldestSeconds,
    ),
    gauge(
      "bandwagon_posts_overdue",
      "Posts that could have gone out five minutes ago; counted up to 1000.",
      overdue.length,
    ),
    gauge(
      "bandwagon_parked_posts",
      "Posts of which a person has to say whether they went out.",
      open.get("parked") ?? 0,
    ),
    {
      name: "bandwagon_publish_lateness_seconds",
      help: "How long after their time posts went out since midnight UTC, but for those that people kept.",
      type: "histogram",
      ...lateness,
    },
    {
      name: "bandwagon_publish_attempts_total",
      help: "Tries to post that ended since midnight UTC.",
      type: "counter",
      samples: attempts.map(({ platform, outcome, count }) => ({
        labels: { platform, outcome },
        value: count,
      })),
    },
  ];
}

interface Install {
  circuits: readonly (typeof providerHealth.$inferSelect)[];
  jobs: Awaited<ReturnType<typeof readJobs>>;
  bytes: number;
}

function installFamilies(
  { circuits, jobs, bytes }: Install,
  now: Date,
  beats: readonly { role: string; beatAt: Date | undefined }[],
): Family[] {
  return [
    {
      name: "bandwagon_heartbeat_age_seconds",
      help: "Since when nobody ticked or published.",
      type: "gauge",
      samples: beats.flatMap(({ role, beatAt }) =>
        beatAt
          ? [{ labels: { role }, value: Math.max(0, (now.getTime() - beatAt.getTime()) / 1000) }]
          : [],
      ),
    },
    {
      name: "bandwagon_circuit_open",
      help: "1 while a platform is left alone because it fails.",
      type: "gauge",
      samples: circuits.map(({ platform, sandbox, state }) => ({
        labels: { platform, world: sandbox ? "sandbox" : "real" },
        value: state === "closed" ? 0 : 1,
      })),
    },
    {
      name: "bandwagon_jobs",
      help: "Work beside publishing; what failed is kept for a day.",
      type: "gauge",
      samples: jobs.flatMap(({ queue, ...states }) =>
        (["waiting", "active", "failed"] as const).map((state) => ({
          labels: { queue, state },
          value: states[state],
        })),
      ),
    },
    gauge("bandwagon_database_bytes", "Size of the database.", bytes),
  ];
}
