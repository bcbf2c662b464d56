import { z } from "zod";
import type { EgressResponse } from "../http";
import { toStoredAnswer } from "../http-answer";
import { parseExactly } from "./exact-json";

const Envelope = z.object({
  data: z.unknown(),
  error: z.object({ code: z.string(), message: z.string().catch("") }),
});

export interface TikTokAnswer {
  status: number;
  /** "ok", or what went wrong: also under HTTP 200. Empty where the answer is none of TikTok's. */
  code: string;
  message: string;
  data: unknown;
}

export function readAnswer(response: EgressResponse): TikTokAnswer {
  const { status } = response;
  const envelope = Envelope.safeParse(parseExactly(response.text())).data;
  if (!envelope) return { status, code: "", message: "", data: undefined };
  return { status, ...envelope.error, data: envelope.data };
}

export function isOk({ status, code }: TikTokAnswer): boolean {
  return status < 300 && code === "ok";
}

/** The answer as it may be kept, with every digit of its ids. */
export function toStored(response: EgressResponse): { status: number; body: unknown } {
  const text = response.text();
  const parsed = parseExactly(text);
  const exact = parsed === undefined ? text : JSON.stringify(parsed);
  return toStoredAnswer({ ...response, text: () => exact });
}
