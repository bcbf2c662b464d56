import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Receipt } from "../adapter";
import type { EgressResponse } from "../http";
import { toStoredAnswer } from "../http-answer";
import { toNetworkOutcome } from "../network-outcome";
import { deleteRecord, getRecord, putRecord, type Reference, readReference } from "./api";
import { toOutcome, toProblem } from "./errors";
import type { Repository } from "./session";
import { type PostRecord, toReply } from "./to-bluesky";

/** All that a post needs to go on after a crash: what is sent, under which keys, and what is out. */
export interface Plan {
  keys: string[];
  records: PostRecord[];
  out: Reference[];
}

const StoredPlan = z.object({
  keys: z.array(z.string()).min(1),
  /** Each as the JSON text that it is sent as. */
  records: z.array(z.string()).min(1),
  out: z.array(z.object({ uri: z.string(), cid: z.string() })),
});

export function toReceipt({ keys, records, out }: Plan): Receipt {
  return {
    keys,
    records: records.map((record) => JSON.stringify(record)),
    out: out.map(({ uri, cid }) => ({ uri, cid })),
  };
}

export function toPlan(receipt: Receipt): Plan | null {
  const stored = StoredPlan.safeParse(receipt).data;
  if (!stored || stored.keys.length !== stored.records.length) return null;
  // Written by toReceipt above, so that it holds what was put in.
  const records = stored.records.map((record) => JSON.parse(record) as PostRecord);
  return { keys: stored.keys, records, out: stored.out };
}

export type Seen =
  | { kind: "found"; reference: Reference; response: EgressResponse }
  | { kind: "absent" }
  | { kind: "unreachable"; outcome: PublishOutcome };

/** Looks whether a record is there. */
export async function findPart(repository: Repository, key: string): Promise<Seen> {
  const { context } = repository;
  try {
    const response = await getRecord(repository, key);
    const reference = response.status === 200 ? readReference(response) : null;
    if (reference) return { kind: "found", reference, response };
    if (toProblem(response).name === "RecordNotFound") return { kind: "absent" };
    if (response.status !== 200) {
      return { kind: "unreachable", outcome: toOutcome(response, true, context.now()) };
    }
    const message = "Bluesky gave no readable answer about the post.";
    return { kind: "unreachable", outcome: { kind: "unknown", code: "bad_answer", message } };
  } catch (error) {
    return {
      kind: "unreachable",
      outcome: toNetworkOutcome(error, "Bluesky", { creates: true, isTyped: true }),
    };
  }
}

export type Sent =
  | { ok: true; reference: Reference; response: unknown }
  | { ok: false; outcome: PublishOutcome };

/** Sends the part that is next. */
export async function sendPart(repository: Repository, plan: Plan): Promise<Sent> {
  const index = plan.out.length;
  const key = plan.keys[index];
  const record = plan.records[index];
  if (key === undefined || record === undefined) throw new Error("There is no part left to send");
  try {
    const response = await putRecord(repository, key, toReply(record, plan.out));
    const stored = toStoredAnswer(response);
    if (response.status >= 300) {
      return { ok: false, outcome: toOutcome(response, true, repository.context.now()) };
    }
    const reference = readReference(response);
    if (reference) return { ok: true, reference, response: stored };
    const seen = await findPart(repository, key);
    if (seen.kind === "found") return { ok: true, reference: seen.reference, response: stored };
    const message = "Bluesky took the post but did not say where it is.";
    const outcome = { kind: "unknown", code: "bad_answer", message, response: stored } as const;
    return { ok: false, outcome };
  } catch (error) {
    return {
      ok: false,
      outcome: toNetworkOutcome(error, "Bluesky", { creates: true, isTyped: true }),
    };
  }
}

/** Takes a thread back that could not be finished, the last part first. False: something is left. */
export async function takeBack(repository: Repository, plan: Plan): Promise<boolean> {
  for (const key of plan.keys.slice(0, plan.out.length).reverse()) {
    try {
      const response = await deleteRecord(repository, key);
      if (response.status >= 300) return false;
    } catch (error) {
      toNetworkOutcome(error, "Bluesky", { creates: false });
      return false;
    }
  }
  return true;
}
