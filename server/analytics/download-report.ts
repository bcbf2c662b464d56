import type { SummaryQuery, SummaryView } from "@/lib/contracts/analytics";
import { toCsvRow } from "@/lib/domain/csv";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { getSummary } from "@/server/analytics/get-summary";
import { readCampaignNames } from "@/server/analytics/query-results";
import type { Ctx } from "@/server/context";
import { notFound } from "@/server/errors";

type Cells = (string | number | null)[];

const head = [
  "row",
  "platform",
  "variant",
  "label",
  "posts",
  ...METRIC_NAMES,
  "rate",
  "rate_low",
  "rate_high",
];

const goalWords = {
  reach: "Reach: views per post",
  engagement: "Engagement: interactions per view",
  ctr: "Clicks per view",
} as const;

/** The campaign's results as CSV, a line at a time. An empty cell is a count that cannot be known. */
export async function downloadReport(
  ctx: Ctx,
  query: SummaryQuery & { campaignId: string },
): Promise<Response> {
  const summary = await getSummary(ctx, query);
  const names = await readCampaignNames(ctx.db, ctx.workspaceId, [query.campaignId]);
  const name = names.get(query.campaignId)?.name;
  if (name === undefined) throw notFound("campaign");
  return new Response(toStream(listRows(summary, name)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": toDisposition(name, summary.now),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

function* listRows(summary: SummaryView, name: string): Generator<Cells> {
  yield head;
  for (const row of summary.variants) {
    const { label } = catalog[row.platform];
    yield ["variant", label, row.letter, row.label, ...toFigures(row)];
  }
  for (const row of summary.platforms) {
    yield ["platform", catalog[row.platform].label, null, null, ...toFigures(row)];
  }
  yield ["total", null, null, null, ...toFigures(summary.totals)];
  yield [];
  yield ["Summary"];
  yield ["Campaign", name];
  yield ["Goal", goalWords[summary.goal]];
  yield ["From", summary.from ?? "the first result"];
  yield ["To", summary.to];
  yield ["Time zone", summary.timeZone];
  yield ["World", summary.sandbox ? "Sandbox" : "Real accounts"];
  yield ["Counts as of", summary.freshAt];
  yield ["Made at", summary.now];
  yield ["Posts", summary.totals.posts];
  for (const metric of METRIC_NAMES) yield [toTitle(metric), summary.totals.counts[metric]];
}

function toFigures({ posts, counts, rate }: SummaryView["totals"]): Cells {
  return [posts, ...METRIC_NAMES.map((metric) => counts[metric]), rate.value, rate.low, rate.high];
}

const toTitle = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function toStream(rows: Iterator<Cells>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull(controller) {
      const next = rows.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`${toCsvRow(next.value)}\r\n`));
    },
  });
}

/** A name people typed can hold quotes and line ends: the plain form keeps only what every system takes. */
function toDisposition(name: string, now: string): string {
  const day = now.slice(0, 10);
  const plain = name
    .normalize("NFKD")
    .replace(/[^\w]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  const file = `${plain || "campaign"}-${day}.csv`;
  const exact = encodeURIComponent(`${name.slice(0, 100)} ${day}.csv`.toWellFormed()).replace(
    /['()*]/g,
    escapeMark,
  );
  return `attachment; filename="${file}"; filename*=UTF-8''${exact}`;
}

const escapeMark = (mark: string) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
