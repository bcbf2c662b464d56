import { describe, expect, it } from "vitest";
import { createSandbox } from "@/server/sandbox/create-sandbox";
import type { Draft } from "../adapter";
import { Publisher } from "../fixtures/publisher";
import { type SandboxHarness, startSandboxHarness } from "../fixtures/sandbox-harness";
import { fakeGraph } from "../meta/fixtures/fake-graph";
import type { Caller } from "../meta/graph";
import { type AdPlan, checkAd, toAdForm, toAdName } from "./ad";
import { facebookAdapter } from "./adapter";
import { type AdReceipt, createAd, listAdAccounts, readAdFigures } from "./create-ad";

const plan: AdPlan = {
  key: "ad-1",
  adAccountId: "4400112233",
  postId: "10_1",
  title: "Spring roast",
  countries: ["DK"],
  budget: { kind: "daily", amount: 500 },
  startsAt: null,
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

  it("is checked before anything is made", () => {
    expect(checkAd(plan, now)).toEqual([]);
    const bad: AdPlan = {
      ...plan,
      adAccountId: "",
      postId: "video",
      countries: ["DK", "Norway"],
      budget: { kind: "lifetime", amount: 0, endsAt: now },
      disclosure: null,
    };
    expect(checkAd(bad, now)).toHaveLength(6);
  });
});

interface Rig {
  harness: SandboxHarness;
  caller: Caller;
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
  const count = async (edge: string) => {
    const url = `${caller.endpoints.api}/v25.0/act_4400112233/${edge}?fields=id,name,status`;
    const headers = { authorization: `Bearer ${personToken}` };
    const response = await caller.http.request(url, { headers, trust: "operator" });
    return (response.json() as { data: { name: string; status: string }[] }).data;
  };
  return { harness, caller, plan: { ...plan, postId: outcome.externalId }, count };
}

class Killed extends Error {}

describe("making an ad", () => {
  it("makes each part once, whatever receipt it dies after", async () => {
    const { harness, caller, plan, count } = await start();
    try {
      expect(await listAdAccounts(caller)).toEqual([
        { id: "4400112233", name: "Northlight ads", currency: "EUR" },
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
      expect((await createAd(work, null)).kind).toBe("reconnect");
    } finally {
      await harness.close();
    }
  });
});

it("reads what an ad has cost and brought, once it has run", async () => {
  const path = "GET /v25.0/77/insights";
  const told = { impressions: "1200", reach: "900", clicks: "31", spend: "4.20" };
  const { context } = fakeGraph({ [path]: { body: { data: [told] } } });
  const caller = { ...context, accessToken: "PERSON" };
  expect(await readAdFigures(caller, "77")).toEqual({
    impressions: 1200,
    reach: 900,
    clicks: 31,
    spend: 4.2,
  });
  const before = fakeGraph({ [path]: { body: { data: [] } } });
  expect(await readAdFigures({ ...caller, ...before.context }, "77")).toBeNull();
});
