import type { SandboxContext } from "./context";
import { listRows, run } from "./store";

export interface NewDelivery {
  /** The same event has the same id, so that it is queued once however often it is noticed. */
  id: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

interface DeliveryRow {
  id: string;
  url: string;
  headers: string;
  body: string;
  attempts: number;
}

const answerWithinMs = 10_000;
const maxAttempts = 8;
const batch = 40;

export function queueDelivery(context: SandboxContext, delivery: NewDelivery): void {
  run(
    context.db,
    `insert into deliveries (id, url, headers, body, attempts, next_at) values (?, ?, ?, ?, 0, ?)
     on conflict do nothing`,
    delivery.id,
    delivery.url,
    JSON.stringify(delivery.headers),
    delivery.body,
    context.now().getTime(),
  );
}

/** At least once: a delivery is done only when the receiver has said so. */
export async function deliverDue(context: SandboxContext): Promise<void> {
  const due = listRows<DeliveryRow>(
    context.db,
    "select * from deliveries where done_at is null and next_at <= ? order by next_at limit ?",
    context.now().getTime(),
    batch,
  );
  await Promise.all(due.map((row) => deliverOne(context, row)));
}

async function deliverOne(context: SandboxContext, row: DeliveryRow): Promise<void> {
  const failure = await attempt(context, row);
  const now = context.now().getTime();
  if (failure === null) {
    run(context.db, "update deliveries set done_at = ?, failure = null where id = ?", now, row.id);
    return;
  }
  const attempts = row.attempts + 1;
  const waitMs = Math.min(3_600_000, 5_000 * 2 ** row.attempts);
  run(
    context.db,
    "update deliveries set attempts = ?, next_at = ?, done_at = ?, failure = ? where id = ?",
    attempts,
    now + waitMs,
    attempts >= maxAttempts ? now : null,
    failure,
    row.id,
  );
}

/** Null when the receiver took it. */
async function attempt(context: SandboxContext, row: DeliveryRow): Promise<string | null> {
  try {
    const response = await context.deliver(
      new Request(row.url, {
        method: "POST",
        headers: JSON.parse(row.headers) as Record<string, string>,
        body: row.body,
        redirect: "manual",
        signal: AbortSignal.timeout(answerWithinMs),
      }),
    );
    await response.body?.cancel();
    return response.ok ? null : `answered ${response.status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A GET whose answer is the proof that the receiver is who registered. Null: no answer. */
export async function askReceiver(context: SandboxContext, url: URL): Promise<string | null> {
  try {
    const response = await context.deliver(
      new Request(url, { redirect: "manual", signal: AbortSignal.timeout(answerWithinMs) }),
    );
    const body = await response.text();
    return response.ok ? body : null;
  } catch {
    return null;
  }
}

/** Real platforms want https; a receiver on this machine may do without. */
export function isDeliverable({ receivers }: SandboxContext, url: string): boolean {
  if (url.length > 200 || !URL.canParse(url)) return false;
  const parsed = new URL(url);
  if (receivers) return receivers.includes(parsed.origin);
  if (["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname)) {
    return parsed.protocol === "http:" || parsed.protocol === "https:";
  }
  return parsed.protocol === "https:" && parsed.port === "";
}
