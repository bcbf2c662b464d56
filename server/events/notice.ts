import type { EventName, WireEvent } from "@/lib/contracts/events";

/** What `pg_notify` carries: PostgreSQL takes less than 8000 bytes, and the head needs some. */
const MAX_FACTS_BYTES = 7800;

/** Facts small enough to travel with the notification, or nothing: they are read from the rows then. */
export const packFacts = (text: string): string =>
  Buffer.byteLength(text) <= MAX_FACTS_BYTES ? text : "";

export interface Notice {
  workspaceId: string;
  /** Of the last fact told. */
  seq: number;
  count: number;
  /** Milliseconds since 1970. */
  at: number;
  /** All facts of the transaction as JSON; empty where only the rows tell them. */
  text: string;
}

const SHAPE = /^([^:]+):(\d+):(\d+):(\d+):/;

/** `<workspace>:<seq>:<count>:<milliseconds>:<facts>`, as `emit` rings. */
export function readNotice(payload: string): Notice | null {
  const head = SHAPE.exec(payload);
  if (!head) return null;
  const [all, workspaceId = "", seq, count, at] = head;
  return {
    workspaceId,
    seq: Number(seq),
    count: Number(count),
    at: Number(at),
    text: payload.slice(all.length),
  };
}

export function readFacts({ seq, count, at, text }: Notice): WireEvent[] {
  const time = new Date(at).toISOString();
  const told = JSON.parse(text) as [EventName, WireEvent["data"]][];
  return told.map(([name, data], i) => ({ seq: seq - count + 1 + i, name, data, at: time }));
}
