import { z } from "zod";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { HIGHEST_COUNT, IngestItem, MAX_EXTERNAL_ID_LENGTH, MAX_ID_LENGTH } from "./ingest";
import { isResultTime } from "./result-time";
import { isStorable } from "./storable";

type Read = { ok: true; item: IngestItem } | { ok: false; message: string };

const UUID = z.regexes.uuid();
const INSTANT = z.regexes.datetime({ offset: true });
const names = new Set<string>(METRIC_NAMES);
const TOO_MANY = `metrics: Send none but these: ${METRIC_NAMES.join(", ")}.`;

/** What `IngestItem` makes of an item. The schema is asked only about what is not plainly right. */
export function readIngestItem(raw: unknown): Read {
  const item = accept(raw);
  if (item) return { ok: true, item };
  // A schema has words for each of a million keys.
  if (countMetrics(raw) > METRIC_NAMES.length) return { ok: false, message: TOO_MANY };
  const parsed = IngestItem.safeParse(raw);
  if (parsed.success) return { ok: true, item: parsed.data };
  const message = parsed.error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join(" ");
  return { ok: false, message };
}

/** Null where the schema must decide: thousands of items a second are too many for it. */
function accept(raw: unknown): IngestItem | null {
  if (typeof raw !== "object" || raw === null) return null;
  const { id, postId, externalId, metrics, delta, observedAt } = raw as Record<string, unknown>;
  if (typeof observedAt !== "string" || !INSTANT.test(observedAt)) return null;
  if (!isResultTime(observedAt)) return null;
  if (delta !== undefined && typeof delta !== "boolean") return null;
  const item: IngestItem = { metrics: {}, delta: delta === true, observedAt };
  if (id !== undefined) {
    if (!isText(id, MAX_ID_LENGTH)) return null;
    item.id = id;
  } else if (item.delta) return null;
  if (postId !== undefined) {
    if (typeof postId !== "string" || !UUID.test(postId)) return null;
    item.postId = postId;
  }
  if (externalId !== undefined) {
    if (!isText(externalId, MAX_EXTERNAL_ID_LENGTH)) return null;
    item.externalId = externalId;
  } else if (postId === undefined) return null;
  return takeCounts(metrics, item) ? item : null;
}

function countMetrics(raw: unknown): number {
  if (typeof raw !== "object" || raw === null || !("metrics" in raw)) return 0;
  const { metrics } = raw;
  return typeof metrics === "object" && metrics !== null ? Object.keys(metrics).length : 0;
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= max && isStorable(value);

function takeCounts(metrics: unknown, { metrics: taken, delta }: IngestItem): boolean {
  if (typeof metrics !== "object" || metrics === null || Array.isArray(metrics)) return false;
  const lowest = delta ? -HIGHEST_COUNT : 0;
  const keys = Object.keys(metrics);
  if (keys.length > METRIC_NAMES.length) return false;
  for (const key of keys) {
    const count = (metrics as Record<string, unknown>)[key];
    if (!names.has(key) || typeof count !== "number" || !Number.isInteger(count)) return false;
    if (count < lowest || count > HIGHEST_COUNT) return false;
    taken[key as MetricName] = count;
  }
  return keys.length > 0;
}
