import { describe, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import type { AdPlan, AdSession } from "../ads-spec";
import { Publisher } from "../fixtures/publisher";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { toRenewal } from "../meta/accounts";
import { fakeGraph } from "../meta/fixtures/fake-graph";
import type { Caller } from "../meta/graph";
import { toAdForm, toAdName } from "./ad";
import { facebookAdapter } from "./adapter";
import { facebookAds } from "./ads";
import { type AdReceipt, createAd } from "./create-ad";

const plan: AdPlan = {
  key: "ad-1",
  adAccountId: "4400112233",
  postId: "10_1",
  title: "Spring roast",
  countries: ["DK"],
  budget: { kind: "daily", amount: 500 },
  disclosure: { beneficiary: "Northlight", payor: "Northlight" },
};
const now = new Date("2026-03-01T10:00:00Z");

describe("an ad's plan", () => {
  it("makes everything paused", () => {
    for (const step of ["campaigns", "adsets", "ads"] as const) {
      expect(toAdForm(step, plan, {}).status).toBe("PAUSED");
    }
  });

  it("names the budget once, and an end where it is for the whole time", () => {
    expect(toAdForm("adsets", plan, { campaigns: "1" })).toMatchObject({
      daily_budget: "500",
      campaign_id: "1",
      targeting: '{"geo_locations":{"countries":["DK"]}}',
      dsa_payor: "Northlight",
    });
    const budget = { kind: "lifetime" as const, amount: 900, endsAt: new Date(now.getTime() + 1) };
    const form = toAdForm("adsets", { ...plan, budget }, {});
    expect(form).toMatchObject({ lifetime_budget: "900", end_time: "2026-03-01T10:00:00.001Z" });
    expect(form).not.toHaveProperty("daily_budget");
  });

  it("keeps its key in a name that must be cut", () => {
    const name = toAdName({ ...plan, title: "x".repeat(500) });
    expect(name).toHaveLength(200);
    expect(name.endsWith("[ad-1]")).toBe(true);
  });

  it("is for posts of the feed", () => {
    expect(facebookAds.refusePost("10_1")).toBeNull();
    expect(facebookAds.refusePost("7700112233")).toContain("feed");
  });

  it("stays open to change until the platform may hold a part of it", () => {
    const fixedAfter = (ids: AdReceipt["ids"], sending: AdReceipt["sending"] = null) =>
      facebookAds.whatIsFixed({ ids, sending });
    expect(facebookAds.whatIsFixed(null)).toBe("nothing");
    expect(fixedAfter({})).toBe("nothing");
    expect(fixedAfter({}, "campaigns")).toBe("plan");
    expect(fixedAfter({ campaigns: "1" })).toBe("ad_account");
    expect(fixedAfter({ campaigns: "1", adsets: "2" })).toBe("plan");
  });
});

interface Rig {
  harness: SandboxHarness;
  caller: Caller;
  session: AdSession;
  plan: AdPlan;
  count(edge: string): Promise<{ name: string; status: string }[]>;
}

async function start(): Promise<Rig> {
  const scopes = ["ads_management", "ads_read"];
  let personToken = "";
  const { connect } = facebookAdapter;
  if (connect.kind !== "oauth") throw new Error("Not OAuth");
  const spying = {
    ...facebookAdapter,
    connect: {
      ...connect,
      identify: async (session: Caller) => {
        personToken = session.accessToken;
        return connect.identify(session);
      },
    },
  };
  const harness = await startSandboxHarness(spying, {
    createSandbox,
    connect: { scopes },
    draft: (_kind, number): Draft => ({
      postId: `post-${number}`,
      format: "post",
      title: null,
      text: `Roast no. ${number}`,
      media: [],
      options: {},
    }),
  });
  const outcome = await new Publisher(facebookAdapter, harness, harness.draft("plain")).run();
  if (outcome.kind !== "published") throw new Error(outcome.kind);
  const caller = { ...harness.session, accessToken: personToken };
  const refreshToken = toRenewal({ accountId: "10", personToken });
  const count = async (edge: string) => {
    const url = `${caller.endpoints.api}/v25.0/act_4400112233/${edge}?fields=id,name,status`;
    const headers = { authorization: `Bearer ${personToken}` };
    const response = await caller.http.request(url, { headers, trust: "operator" });
    return (response.json() as { data: { name: string; status: string }[] }).data;
  };
  const session = { ...harness.session, refreshToken };
  return { harness, caller, session, plan: { ...plan, postId: outcome.externalId }, count };
}

class Killed extends Error {}

describe("making an ad", () => {
  it("makes each part once, whatever receipt it dies after", async () => {
    const { harness, caller, session, plan, count } = await start();
    try {
      expect(await facebookAds.listAccounts(session)).toEqual([
        { id: "4400112233", name: "Northlight ads", currency: "EUR", decimals: 2 },
      ]);
      for (let kill = 1; kill <= 9; kill++) {
        let receipt: AdReceipt | null = null;
        let saves = 0;
        const saveReceipt = async (next: AdReceipt) => {
          receipt = structuredClone(next);
          saves += 1;
          if (saves === kill) throw new Killed();
        };
        const work = { caller, plan: { ...plan, key: `ad-${kill}` }, saveReceipt };
        const outcome = await createAd(work, null).catch(() => createAd(work, receipt));
        expect(outcome.kind).toBe("created");
        for (const edge of ["campaigns", "adsets", "adcreatives", "ads"]) {
          expect(await count(edge)).toHaveLength(kill);
        }
      }
      for (const edge of ["campaigns", "adsets", "ads"]) {
        expect((await count(edge)).every(({ status }) => status === "PAUSED")).toBe(true);
      }
    } finally {
      await harness.close();
    }
  });

  it("finds a step whose answer was lost, and does not take it again", async () => {
    const { harness, caller, plan, count } = await start();
    try {
      await harness.strike({ kind: "timeout_after_accept", holdMs: 0 });
      let receipt: AdReceipt | null = null;
      const saveReceipt = async (next: AdReceipt) => {
        receipt = structuredClone(next);
      };
      const work = { caller, plan, saveReceipt };
      expect((await createAd(work, null)).kind).toBe("unknown");
      expect((await createAd(work, receipt)).kind).toBe("created");
      expect(await count("campaigns")).toHaveLength(1);
    } finally {
      await harness.close();
    }
  });

  it("asks for the person's token: an ad account does not know the page's", async () => {
    const { harness, plan } = await start();
    try {
      const work = { caller: harness.session, plan, saveReceipt: async () => undefined };
      expect(await createAd(work, null)).toMatchObject({ kind: "refused" });
    } finally {
      await harness.close();
    }
  });
});

describe("what Facebook tells", () => {
  const ask = (routes: Parameters<typeof fakeGraph>[0]): AdSession => ({
    ...fakeGraph(routes).context,
    accessToken: "PAGE",
    externalAccountId: "10",
    handle: "northlight",
    refreshToken: toRenewal({ accountId: "10", personToken: "PERSON" }),
  });

  it("of an ad is its state, what it brought and what it cost", async () => {
    const node = "GET /v25.0/77";
    const state = { body: { id: "77", status: "ACTIVE", effective_status: "PENDING_REVIEW" } };
    const told = { impressions: "1200", reach: "900", clicks: "31", spend: "4.20" };
    const running = ask({ [node]: state, [`${node}/insights`]: { body: { data: [told] } } });
    expect(await facebookAds.readFigures(running, { ad: "77" })).toEqual({
      ...{ state: "PENDING_REVIEW", impressions: 1200, reach: 900, clicks: 31, spend: 4.2 },
    });
    const before = ask({ [node]: state, [`${node}/insights`]: { body: { data: [] } } });
    expect(await facebookAds.readFigures(before, { ad: "77" })).toMatchObject({
      ...{ impressions: null, reach: null, clicks: null, spend: null },
    });
  });

  it("of ad accounts are those in use, with how their money is counted", async () => {
    const account = (id: string, currency: string, account_status = 1) => ({
      ...{ id: `act_${id}`, account_id: id, name: "", currency, account_status },
    });
    const data = [account("1", "JPY"), account("2", "HUF"), account("3", "EUR", 2)];
    const session = ask({ "GET /v25.0/me/adaccounts": { body: { data } } });
    expect(await facebookAds.listAccounts(session)).toEqual([
      { id: "1", name: "1", currency: "JPY", decimals: 0 },
      { id: "2", name: "2", currency: "HUF", decimals: 0 },
    ]);
  });
});
