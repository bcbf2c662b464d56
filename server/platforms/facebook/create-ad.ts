import { z } from "zod";
import type { AdOutcome, AdPlan } from "../ads-spec";
import { type Answer, attempt } from "../meta/attempt";
import { type Refusals, readGraphError, type Verdict } from "../meta/errors";
import { type Caller, graphGet, graphPost, readId, readPage } from "../meta/graph";
import { AD_STEPS, type AdIds, type AdStep, findByKey, toAdForm, toManageUrl } from "./ad";
import { facebookRefusals } from "./errors";

type AdFailure = Exclude<AdOutcome, { kind: "created" }>;

/** What has been made so far, and the step that may have been taken without our knowing. */
export const AdReceipt = z.object({
  ids: z.partialRecord(z.enum(AD_STEPS), z.string()),
  sending: z.enum(AD_STEPS).nullable(),
});
export type AdReceipt = z.infer<typeof AdReceipt>;

const MAX_PAGES = 10;

/** Subcodes carry words for a person here, so that a bad parameter is told as it is. */
export const adRefusals: Refusals = {
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
 * with the last receipt after whatever happened: a step that may have been taken is looked for first.
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
    await work.saveReceipt({ ids: { ...ids }, sending: null });
  }
  const {
    campaigns: campaign = "",
    adsets: adSet = "",
    adcreatives: creative = "",
    ads = "",
  } = ids;
  const manageUrl = toManageUrl(caller.endpoints.site, plan.adAccountId, ads);
  return { kind: "created", ids: { campaign, adSet, creative, ad: ads }, manageUrl };
}

async function make(
  { caller, plan, saveReceipt }: AdWork,
  step: AdStep,
  ids: AdIds,
): Promise<string | AdFailure> {
  await saveReceipt({ ids: { ...ids }, sending: step });
  const answer = await attempt(caller, adRefusals, true, () =>
    graphPost(caller, `/act_${plan.adAccountId}/${step}`, toAdForm(step, plan, ids)),
  );
  if (!answer.ok) {
    const failure = toFailure(answer);
    // A step that was surely not taken leaves the plan open to change.
    if (failure.kind === "refused") await saveReceipt({ ids: { ...ids }, sending: null });
    return failure;
  }
  const id = readId(answer.response);
  return (
    id ?? { kind: "unknown", message: "Facebook took a step of the ad but gave no id for it." }
  );
}

/** A look that fails leaves the step in doubt. */
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
    if (!answer.ok) return { kind: "unknown", message: toFailure(answer).message };
    const list = readPage(answer.response);
    if (!list) return { kind: "unknown", message: "Facebook's list of ads could not be read." };
    const items = list.items.flatMap((item) => Named.safeParse(item).data ?? []);
    const id = findByKey(items, plan);
    if (id !== null || list.after === null) return id;
    after = list.after;
  }
  const message = "The ad account holds too much to tell whether a part of the ad was made.";
  return { kind: "unknown", message };
}

const Named = z.object({ id: z.string(), name: z.string().catch("") });

type Refused = Extract<Answer, { ok: false }>;

/** The words of a post's outcome speak of posts; these speak of ads. */
function toFailure({ outcome, response }: Refused): AdFailure {
  switch (outcome.kind) {
    case "rejected": {
      const said = response ? readGraphError(response).message : outcome.message;
      return { kind: "refused", message: `Facebook refused the ad: ${said}` };
    }
    case "reconnect":
      return { kind: "refused", message: outcome.message };
    case "retry_later": {
      const isLimit = outcome.code === "rate_limited";
      const message = isLimit ? outcome.message : "Facebook could not be reached, or had trouble.";
      return { kind: "refused", message };
    }
    default: {
      const message = "Facebook gave no clear answer, so a part of the ad may have been made.";
      return { kind: "unknown", message };
    }
  }
}
