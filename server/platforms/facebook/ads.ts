import { z } from "zod";
import { PlatformCallError } from "../adapter";
import type { AdAccount, AdFigures, AdSession, AdsSpec } from "../ads-spec";
import { readRenewal } from "../meta/accounts";
import { read } from "../meta/attempt";
import { type Caller, graphGet, readPage } from "../meta/graph";
import { refusePost, toDecimals } from "./ad";
import { AdReceipt, adRefusals, createAd } from "./create-ad";

/** The same session in the name of the person, of whose token the page's was made. */
function toPerson(session: AdSession): Caller {
  const accessToken = readRenewal(session.refreshToken ?? "").personToken;
  return { ...session, accessToken };
}

const ListedAccount = z.object({
  account_id: z.string().regex(/^\d+$/),
  name: z.string().catch(""),
  currency: z.string().regex(/^[A-Z]{3}$/),
  account_status: z.number().catch(0),
});

const ACTIVE = 1;
const MAX_PAGES = 20;

async function listAccounts(caller: Caller): Promise<AdAccount[]> {
  const found: AdAccount[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const fields = "id,account_id,name,currency,account_status";
    const query = { fields, limit: "100", ...(after === null ? {} : { after }) };
    const list = readPage(await read(adRefusals, () => graphGet(caller, "/me/adaccounts", query)));
    if (!list) throw unreadable();
    for (const item of list.items) {
      const told = ListedAccount.safeParse(item).data;
      if (told?.account_status !== ACTIVE) continue;
      const { account_id: id, name, currency } = told;
      found.push({ id, name: name || id, currency, decimals: toDecimals(currency) });
    }
    after = list.after;
    if (after === null) break;
  }
  return found;
}

const count = z.coerce.number().nullable().catch(null);
const Figures = z.object({ impressions: count, reach: count, clicks: count, spend: count });
const State = z.object({
  status: z.string().optional().catch(undefined),
  effective_status: z.string().optional().catch(undefined),
});

/** An ad that has not run yet has no insights: an empty list. */
async function readFigures(caller: Caller, adId: string): Promise<AdFigures> {
  const node = `/${encodeURIComponent(adId)}`;
  const told = await read(adRefusals, () =>
    graphGet(caller, node, { fields: "status,effective_status" }),
  );
  const state = State.safeParse(told.json()).data;
  const fields = "impressions,reach,clicks,spend";
  const insights = readPage(
    await read(adRefusals, () => graphGet(caller, `${node}/insights`, { fields })),
  );
  if (!state || !insights) throw unreadable();
  const [first] = insights.items;
  const figures = Figures.parse(first ?? {});
  return { state: state.effective_status ?? state.status ?? null, ...figures };
}

const unreadable = () =>
  new PlatformCallError("unavailable", "bad_answer", "Facebook's answer can't be read.");

export const facebookAds: AdsSpec = {
  refusePost,
  listAccounts: (session) => listAccounts(toPerson(session)),
  create: (session, plan, receipt, saveReceipt) =>
    createAd({ caller: toPerson(session), plan, saveReceipt }, readReceipt(receipt)),
  whatIsFixed(stored) {
    const receipt = readReceipt(stored);
    if (receipt?.sending || receipt?.ids.adsets) return "plan";
    return receipt?.ids.campaigns ? "ad_account" : "nothing";
  },
  readFigures: (session, { ad = "" }) => readFigures(toPerson(session), ad),
};

const readReceipt = (stored: unknown) => (stored === null ? null : AdReceipt.parse(stored));
