import { DateTime } from "luxon";
import { LeaderboardQuery, type ResultsQuery } from "@/lib/contracts/analytics";
import { getSummary } from "@/server/analytics/get-summary";
import { keepZone } from "@/server/analytics/keep-zone";
import { listLeaders } from "@/server/analytics/list-leaders";
import { createWorld, type World } from "@/server/testing/world";
import { percentile } from "./percentile";
import { printFigure, say } from "./print-figure";
import { type RawKind, sumRaw } from "./raw-sums";
import { DAYS, end, seedMetrics, seedPosts } from "./seed-results";
import { type StatementTimer, timeStatements } from "./time-statements";

const ZONE = "Europe/Copenhagen";
const LENGTHS = [7, 14, 28, 30, 60, DAYS];
const WARM_UP = 12;
const RUNS = 60;
const RAW_RUNS = 3;
const KINDS = ["overview", "campaign", "leaderboard"] as const;
const SORTS = ["engagements", "views", "clicks", "rate"] as const;

/** Milliseconds on the database's side of calls with different windows and campaigns. */
type Costs = Record<RawKind, number[]>;

/** What results cost to read over ten million raw rows and over a tenth of them, beside the raw rows. */
export async function measureSummary(): Promise<void> {
  if (!process.env.TEST_DATABASE_URL) return say("summary skipped: no PostgreSQL");
  process.env.TEST_DATABASE = "pg";
  const timer = timeStatements();
  const world = await createWorld();
  try {
    await seedPosts(world);
    await keepZone(world.runtime, world.workspaceId, ZONE);
    const few = await measureAt(world, timer, [0]);
    const many = await measureAt(world, timer, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const growths = KINDS.map((kind) => percentile(many[kind], 0.5) / percentile(few[kind], 0.5));
    for (const kind of KINDS) {
      const baseline = round(await measureRaw(world, timer, kind));
      const value = round(percentile(many[kind], 0.95));
      printFigure({ name: `summary.${kind}.p95`, value, unit: "ms", baseline });
    }
    const growth = Number(Math.max(...growths).toFixed(3));
    printFigure({ name: "summary.growth", value: growth, unit: "times", baseline: 1 });
  } finally {
    await world.close();
  }
}

async function measureAt(
  world: World,
  timer: StatementTimer,
  tenths: readonly number[],
): Promise<Costs> {
  const started = performance.now();
  const rows = await seedMetrics(world, ZONE, tenths);
  say(`summary: ${rows} raw rows after ${Math.round((performance.now() - started) / 1000)} s`);
  const ids = await readCampaigns(world);
  const costs: Costs = { overview: [], campaign: [], leaderboard: [] };
  for (const kind of KINDS) {
    const walls: number[] = [];
    let sent = 0;
    for (let run = 0; run < WARM_UP + RUNS; run++) {
      const query = toQuery(kind, run, ids);
      timer.take();
      const begun = performance.now();
      await call(world, kind, run, query);
      const { ms, statements } = timer.take();
      if (run < WARM_UP) continue;
      costs[kind].push(ms);
      walls.push(performance.now() - begun);
      sent = Math.max(sent, statements);
    }
    const of = (values: readonly number[], share: number) => percentile(values, share).toFixed(1);
    say(
      `summary.${kind}: ${of(costs[kind], 0.5)} ms, p95 ${of(costs[kind], 0.95)} ms in the database; ` +
        `${of(walls, 0.5)} ms, p95 ${of(walls, 0.95)} ms in all; ${sent} statements`,
    );
  }
  return costs;
}

async function call(world: World, kind: RawKind, run: number, query: ResultsQuery): Promise<void> {
  if (kind !== "leaderboard") {
    const { totals } = await getSummary(world.ctx(), query);
    if (!totals.counts.views) throw new Error(`Nothing was found for ${JSON.stringify(query)}.`);
    return;
  }
  const sort = SORTS[run % SORTS.length];
  const { from, to } = query;
  const input = LeaderboardQuery.parse({ from, to, sort });
  if ((await listLeaders(world.ctx(), input)).items.length === 0) throw new Error("No leaders.");
}

/** Windows as people choose them: so many days up to now, or up to an earlier day. */
function toQuery(kind: RawKind, run: number, ids: readonly string[]): ResultsQuery {
  const length = LENGTHS[run % LENGTHS.length] ?? 7;
  const today = DateTime.fromJSDate(end, { zone: ZONE }).startOf("day");
  const isOpen = run % 2 === 0;
  const back = isOpen ? 0 : (run * 7) % (DAYS - Math.min(length, DAYS - 1));
  const last = today.minus({ days: back });
  const iso = (at: DateTime) => at.toUTC().toISO() ?? "";
  return {
    from: iso(last.minus({ days: length - 1 })),
    ...(isOpen ? {} : { to: iso(last.plus({ days: 1 })) }),
    ...(kind === "campaign" ? { campaignId: [ids[(run * 37) % ids.length] ?? ""] } : {}),
  };
}

async function readCampaigns(world: World): Promise<string[]> {
  const text = "select id from campaigns where workspace_id = $1 order by id";
  const { rows } = await world.runtime.database.executeSql(text, [world.workspaceId]);
  return rows.map(({ id }) => String(id));
}

async function measureRaw(world: World, timer: StatementTimer, kind: RawKind): Promise<number> {
  const ids = await readCampaigns(world);
  const taken: number[] = [];
  for (let run = 0; run < RAW_RUNS; run++) {
    const { from = "", to = end.toISOString(), campaignId } = toQuery(kind, run * 2, ids);
    timer.take();
    await sumRaw(world, kind, { from, to, campaignId: campaignId?.[0] });
    taken.push(timer.take().ms);
  }
  return percentile(taken, 0.95);
}

const round = (value: number): number => Number(value.toFixed(1));
