import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { IdempotencyKey } from "../adapter";
import { redactText } from "../egress-log";
import type { EgressResponse } from "../http";
import {
  type GraphError,
  judge,
  type Refusals,
  readGraphError,
  type Verdict,
} from "../meta/errors";

export interface Refusal {
  code: string;
  message: string;
}

const UNDELIVERABLE: Refusal = {
  code: "undeliverable",
  message: "WhatsApp can't reach this number.",
};

/** What is wrong with this one person, whether told at once or later by webhook. */
const BY_RECIPIENT: Readonly<Record<number, Refusal>> = {
  131026: UNDELIVERABLE,
  131030: {
    code: "not_a_test_number",
    message: "Until Meta has reviewed the app, only its test numbers get messages.",
  },
  130472: UNDELIVERABLE,
  131047: {
    code: "window_closed",
    message: "More than 24 hours have passed since this person wrote. Use a template.",
  },
  131049: {
    code: "marketing_limit",
    message: "This person has had as many marketing messages as WhatsApp allows for now.",
  },
  131050: { code: "recipient_opted_out", message: "This person takes no marketing messages." },
};

const TEMPLATE: Readonly<Record<number, string>> = {
  132000: "The number of variables is not what the template asks for.",
  132001: "There is no approved template of this name in this language.",
  132005: "The template is too long with these variables.",
  132007: "The template breaks WhatsApp's rules.",
  132012: "The variables or the file do not fit the template.",
  132015: "Meta has paused this template because people complained.",
  132016: "Meta has disabled this template.",
};

const OPERATOR: Readonly<Record<number, string>> = {
  131042: "Meta could not charge for messages. Check the payment method in WhatsApp Manager.",
  131045: "This number is not registered for sending. Register it in WhatsApp Manager.",
};

const TRANSIENT = new Set([131_000, 131_016, 131_057]);
const MEDIA = new Set([131_051, 131_052, 131_053]);

function judgeWhatsapp(error: GraphError): Verdict {
  const { code } = error;
  const message = TEMPLATE[code] ?? OPERATOR[code];
  if (message) return { kind: "invalid", message };
  if (code === 131_005) return { kind: "permission" };
  if (code === 130_429) return { kind: "throttled" };
  if (code === 131_031) return { kind: "policy" };
  if (TRANSIENT.has(code)) return { kind: "transient" };
  if (MEDIA.has(code)) return { kind: "invalid", field: "media" };
  return judge(error);
}

export const whatsappRefusals: Refusals = { label: "WhatsApp", judge: judgeWhatsapp };

const DAY_MS = 86_400_000;
const SPAM_LIMIT = 131_048;
const PAIR_LIMIT = 131_056;

/** The codes that speak of one person, or of the pace, in place of what they mean elsewhere at Meta. */
export function refine(
  outcome: PublishOutcome,
  response: EgressResponse | null,
  at: { key: IdempotencyKey; now: Date } | null = null,
): PublishOutcome {
  if (!response) return outcome;
  const { code } = readGraphError(response);
  const refusal = BY_RECIPIENT[code];
  const stored = outcome.response === undefined ? {} : { response: outcome.response };
  if (refusal) return { kind: "rejected", ...refusal, ...stored };
  if (at && code === PAIR_LIMIT) {
    const retryAfterMs = 4 ** Math.min(at.key.attempt, 6) * 1000;
    const message = "This person has just had a message. WhatsApp asks to wait.";
    return { kind: "retry_later", retryAfterMs, code: "pair_limit", message, ...stored };
  }
  if (!at || code !== SPAM_LIMIT) return outcome;
  return {
    kind: "retry_later",
    retryAfterMs: DAY_MS,
    limit: { of: "account", until: at.now.getTime() + DAY_MS },
    code: "spam_limit",
    message: "Too many people reported messages from this number. It rests for a day.",
    ...stored,
  };
}

const Failure = z.object({
  code: z.number(),
  title: z.string().catch(""),
  error_data: z.object({ details: z.string().catch("") }).catch({ details: "" }),
});

/** Why a message that was accepted did not arrive, as a webhook tells it. */
export function toRefusal(errors: unknown): Refusal {
  const failure = z.tuple([Failure]).rest(z.unknown()).safeParse(errors).data?.[0];
  if (!failure) return { code: "failed", message: "WhatsApp did not deliver it." };
  const known = BY_RECIPIENT[failure.code];
  if (known) return known;
  const told = failure.error_data.details || failure.title || "WhatsApp did not deliver it.";
  const message = TEMPLATE[failure.code] ?? OPERATOR[failure.code] ?? redactText(told, 300);
  return { code: String(failure.code), message };
}
