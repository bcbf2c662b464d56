import type { Receipt, SaveReceipt, Session } from "./adapter";

/** A session with what renews it: an ad account knows the person behind an account, not the account. */
export interface AdSession extends Session {
  refreshToken: string | null;
}

export interface AdAccount {
  id: string;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** Digits after the point in the smallest amount that the platform counts in. */
  decimals: number;
}

/** What a person decided about an ad; money in the smallest unit of the ad account's currency. */
export interface AdPlan {
  /** The same on every attempt: it is written into each name, so that what was made is found again. */
  key: string;
  adAccountId: string;
  /** As the platform named the post when it was published. */
  postId: string;
  title: string;
  /** Two letters each. */
  countries: readonly string[];
  budget: { kind: "daily"; amount: number } | { kind: "lifetime"; amount: number; endsAt: Date };
  /** Who gains from the ad and who pays. */
  disclosure: { beneficiary: string; payor: string } | null;
}

export type AdOutcome =
  /** `ids` by what they stand for. */
  | { kind: "created"; ids: Record<string, string>; manageUrl: string }
  /** Surely not done; what was made before stays in the receipt. */
  | { kind: "refused"; message: string }
  /** A step may have been taken: only the same plan with the receipt may go on. */
  | { kind: "unknown"; message: string };

export interface AdFigures {
  /** The platform's own word, such as PAUSED. */
  state: string | null;
  impressions: number | null;
  reach: number | null;
  clicks: number | null;
  /** In the currency's main unit. */
  spend: number | null;
}

export interface AdsSpec {
  /** Null: it can. Else why no ad can be made of this post. */
  refusePost(externalPostId: string): string | null;
  /** The ad accounts that may be used now. Throws PlatformCallError. */
  listAccounts(session: AdSession): Promise<AdAccount[]>;
  /** Makes what is still missing, all of it paused. `saveReceipt` is awaited before each step. */
  create(
    session: AdSession,
    plan: AdPlan,
    receipt: Receipt | null,
    saveReceipt: SaveReceipt,
  ): Promise<AdOutcome>;
  /** What of the plan can't change any more, because it stands on the platform or may stand there. */
  whatIsFixed(receipt: Receipt | null): "nothing" | "ad_account" | "plan";
  /** Throws PlatformCallError. */
  readFigures(session: AdSession, ids: Readonly<Record<string, string>>): Promise<AdFigures>;
}
