import { z } from "zod";
import type { Session } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { toAnalyticsBase } from "./endpoints";
import type { Reported } from "./to-youtube";

const METRICS = ["views", "shares", "videosAddedToPlaylists"] as const;
const MAX_ROWS = 200;
const DAY_MS = 86_400_000;
// Reports cover a span of days; posts are read for a month, so that a year holds all of one.
const SPAN_MS = 365 * DAY_MS;

const Report = z.object({
  columnHeaders: z.array(z.object({ name: z.string() })),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))).default([]),
});

/**
 * Shares and playlist additions, which only the reports know, two or three days late. They need a
 * permission of their own: without it, or on any failure, nothing is known, and nothing else suffers.
 */
export async function readReports(
  session: Session,
  videoIds: readonly string[],
): Promise<Map<string, Reported>> {
  try {
    return toReported(await requestReport(session, videoIds));
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    return new Map();
  }
}

function requestReport(session: Session, videoIds: readonly string[]): Promise<EgressResponse> {
  const now = session.now().getTime();
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const query = new URLSearchParams({
    ids: "channel==MINE",
    startDate: day(now - SPAN_MS),
    endDate: day(now),
    metrics: METRICS.join(","),
    dimensions: "video",
    filters: `video==${videoIds.join(",")}`,
    // A report by video is refused without an order and a limit.
    sort: "-views",
    maxResults: String(MAX_ROWS),
  });
  return session.http.request(`${toAnalyticsBase(session.endpoints)}/reports?${query}`, {
    headers: { accept: "application/json", authorization: `Bearer ${session.accessToken}` },
    trust: "operator",
  });
}

function toReported(response: EgressResponse): Map<string, Reported> {
  const report = response.status < 300 ? Report.safeParse(response.json()).data : undefined;
  if (!report) return new Map();
  const at = (name: string) => report.columnHeaders.findIndex((header) => header.name === name);
  const [video, shares, saves] = [at("video"), at("shares"), at("videosAddedToPlaylists")];
  const read = (value: string | number | null | undefined) =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
  return new Map(
    report.rows.map((row) => [
      String(row[video] ?? ""),
      { shares: read(row[shares]), saves: read(row[saves]) },
    ]),
  );
}
