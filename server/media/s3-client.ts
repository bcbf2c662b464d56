import { AwsV4Signer } from "aws4fetch";
import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { AppError } from "@/server/errors";
import type { S3Settings } from "@/server/media/s3-settings";
import {
  type EgressClient,
  EgressError,
  type EgressRequest,
  type EgressResponse,
} from "@/server/platforms/http";

export interface S3Call {
  method: "GET" | "PUT" | "POST" | "DELETE";
  key: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  maxBytes?: number;
}

const TIMEOUT_MS = 120_000;

/** The store is overloaded or was not reached: another try may succeed, and does no harm. */
class StoreBusy extends Error {}

const policy = () =>
  retry(
    handleWhen((error) => error instanceof StoreBusy || error instanceof EgressError),
    { maxAttempts: 2, backoff: new ExponentialBackoff({ initialDelay: 150, maxDelay: 2000 }) },
  );

/**
 * One signed call to an S3-compatible store, its bucket in the path, which every such store takes.
 * @throws AppError `upstream` with what the store answered
 */
export async function callS3(
  settings: S3Settings,
  http: EgressClient,
  call: S3Call,
): Promise<EgressResponse> {
  try {
    return await policy().execute(() => callOnce(settings, http, call));
  } catch (error) {
    if (error instanceof StoreBusy) throw refused(error.message);
    if (error instanceof EgressError) throw refused(error.message);
    throw error;
  }
}

async function callOnce(settings: S3Settings, http: EgressClient, call: S3Call) {
  const url = new URL(`${settings.endpoint}/${settings.bucket}/${call.key}`);
  for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value);
  const { accessKeyId, secretAccessKey, region } = settings;
  const signer = new AwsV4Signer({
    ...{ method: call.method, url: url.href, service: "s3" },
    ...{ accessKeyId, secretAccessKey, region, headers: call.headers ?? {} },
  });
  const signed = await signer.sign();
  const request: EgressRequest = {
    method: call.method,
    headers: Object.fromEntries(signed.headers),
    trust: "operator",
    timeoutMs: TIMEOUT_MS,
    ...(call.body === undefined ? {} : { body: call.body }),
    ...(call.maxBytes === undefined ? {} : { maxBytes: call.maxBytes }),
  };
  const answer = await http.request(signed.url.href, request);
  if (answer.status >= 500 || answer.status === 429) throw new StoreBusy(describe(answer));
  const isGone = answer.status === 404 && call.method === "DELETE";
  if (answer.status >= 300 && !isGone) throw refused(describe(answer));
  return answer;
}

function describe(answer: EgressResponse): string {
  const code = readTag(answer.text(), "Code");
  return `It answered ${answer.status}${code ? ` (${code})` : ""}`;
}

function refused(detail: string): AppError {
  const message = `The object store that keeps media did not do what it was asked. ${detail}. Ask who runs this server to check its S3 settings.`;
  return new AppError("upstream", message);
}

/** The text of the first element of this name in a store's XML answer. */
export function readTag(xml: string, name: string): string | null {
  const match = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml);
  return match?.[1] ?? null;
}

/** @throws AppError where a store says 200 and then tells of an error. */
export function assertDone(answer: EgressResponse): void {
  if (answer.text().includes("<Error>")) throw refused(describe(answer));
}
