import { z } from "zod";
import type {
  PublishOutcome,
  Reconnect,
  Rejected,
  RetryLater,
  Unknown,
} from "@/lib/domain/publish-outcome";
import { attempt, notPosted, read } from "../meta/attempt";
import type { Refusals, Verdict } from "../meta/errors";
import { type Caller, graphGet, graphPost, readId, readPage } from "../meta/graph";
import { AD_STEPS, type AdIds, type AdPlan, type AdStep, findByKey, toAdForm } from "./ad";
import { facebookRefusals } from "./errors";

type AdFailure = RetryLater | Reconnect | Rejected | Unknown;
export type AdOutcome = { kind: "created"; ids: Required<AdIds> } | AdFailure;

/** What has been made so far, and the step that may have been sent. */
export const AdReceipt = z.object({
  ids: z.partialRecord(z.enum(AD_STEPS), z.string()),
  sending: z.enum(AD_STEPS).nullable(),
});
export type AdReceipt = z.infer<typeof AdReceipt>;

const MAX_PAGES = 10;

/** Subcodes carry words for a person here, so that a bad parameter is told as it is. */
const adRefusals: Refusals = {
  label: "Facebook",
  judge: (error): Verdict =>
    error.code === 80_004 ? { kind: "throttled" } : facebookRefusals.judge(error),
};

export interface AdWork {
  /** With the token of the person: an ad account does not know the page's. */
  caller: Caller;
  plan: AdPlan;
  saveReceipt(receipt: AdReceipt): Promise<void>;
}

/**
 * Makes what is missing of campaign, ad set, creative and ad, all of it paused. May be called again
 * with the last receipt after whatever happened: a step that may have been sent is looked for first.
 */
export async function createAd(work: AdWork, receipt: AdReceipt | null): Promise<AdOutcome> {
  const { plan, caller } = work;
  const ids: AdIds = { ...receipt?.ids };
  for (const step of AD_STEPS) {
    if (ids[step]) continue;
    const found = receipt?.sending === step ? await findMade(caller, plan, step) : null;
    const id = found ?? (await make(work, step, ids));
    if (typeof id !== "string") return id;
    ids[step] = id;
    await work.saveReceipt({ ids, sending: null });
  }
  const { campaigns = "", adsets = "", adcreatives = "", ads = "" } = ids;
  return { kind: "created", ids: { campaigns, adsets, adcreatives, ads } };
}

async function make(
  { caller, plan, saveReceipt }: AdWork,
  step: AdStep,
  ids: AdIds,
): Promise<string | AdFailure> {
  await saveReceipt({ ids, sending: step });
  const answer = await attempt(caller, adRefusals, true, () =>
    graphPost(caller, `/act_${plan.adAccountId}/${step}`, toAdForm(step, plan, ids)),
  );
  if (!answer.ok) return toAdOutcome(answer.outcome);
  const id = readId(answer.response);
  if (id !== null) return id;
  const message = "Facebook took this step but gave no id for it.";
  return { kind: "unknown", code: "bad_answer", message };
}

async function findMade(
  caller: Caller,
  plan: AdPlan,
  step: AdStep,
): Promise<string | null | AdFailure> {
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const query: Record<string, string> = { fields: "id,name", limit: "100" };
    if (after !== null) query.after = after;
    const answer = await attempt(caller, adRefusals, false, () =>
      graphGet(caller, `/act_${plan.adAccountId}/${step}`, query),
    );
    if (!answer.ok) return toAdOutcome(answer.outcome);
    const list = readPage(answer.response);
    if (!list) return toAdOutcome(notPosted("bad_answer", "Facebook's list could not be read."));
    const items = list.items.flatMap((item) => Named.safeParse(item).data ?? []);
    const id = findByKey(items, plan);
    if (id !== null || list.after === null) return id;
    after = list.after;
  }
  const message = "The ad account holds too much to tell whether this step was taken.";
  return { kind: "unknown", code: "not_found", message };
}

const Named = z.object({ id: z.string(), name: z.string().catch("") });

function toAdOutcome(outcome: PublishOutcome): AdFailure {
  if (outcome.kind !== "published" && outcome.kind !== "pending") return outcome;
  return { kind: "unknown", code: "unexpected", message: "Facebook's answer makes no sense here." };
}

const AdAccount = z.object({
  id: z.string(),
  account_id: z.string(),
  name: z.string().catch(""),
  currency: z.string().catch(""),
  account_status: z.number().catch(0),
});
export type AdAccount = { id: string; name: string; currency: string };

const ACTIVE = 1;

/** The ad accounts that may be used now. Throws PlatformCallError. */
export async function listAdAccounts(caller: Caller): Promise<AdAccount[]> {
  const fields = "id,account_id,name,currency,account_status";
  const response = await read(adRefusals, () =>
    graphGet(caller, "/me/adaccounts", { fields, limit: "100" }),
  );
  return (readPage(response)?.items ?? []).flatMap((item) => {
    const account = AdAccount.safeParse(item).data;
    if (account?.account_status !== ACTIVE) return [];
    return [{ id: account.account_id, name: account.name, currency: account.currency }];
  });
}

export interface AdFigures {
  impressions: number | null;
  reach: number | null;
  clicks: number | null;
  /** In the currency's main unit, as Facebook tells it. */
  spend: number | null;
}

const Figures = z.object({
  impressions: z.coerce.number().nullable().catch(null),
  reach: z.coerce.number().nullable().catch(null),
  clicks: z.coerce.number().nullable().catch(null),
  spend: z.coerce.number().nullable().catch(null),
});

/** Null: the ad has not run yet. Throws PlatformCallError. */
export async function readAdFigures(caller: Caller, adId: string): Promise<AdFigures | null> {
  const fields = "impressions,reach,clicks,spend";
  const response = await read(adRefusals, () =>
    graphGet(caller, `/${encodeURIComponent(adId)}/insights`, { fields }),
  );
  return Figures.safeParse(readPage(response)?.items[0]).data ?? null;
}
