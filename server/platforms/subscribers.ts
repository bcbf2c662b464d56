import type { Platform } from "@/lib/platforms/platform";
import type { CallContext } from "./adapter";
import { subscribeBusinessAccount, subscribeToMeta } from "./meta/subscribe";
import { subscribeToX } from "./x/subscribe";
import { subscribeToYoutube } from "./youtube/subscribe";

export interface SubscribeParams {
  externalAccountId: string;
  callbackUrl: string;
  /** What we ask the platform to sign with, where we may choose. */
  secret: string;
  /** The app's own access, where subscriptions belong to the app; null when there is none. */
  appToken: string | null;
  /** The account's own access; null where it has ended or was not given by OAuth. */
  accessToken: string | null;
  /** What identify told of the account. */
  details: Readonly<Record<string, unknown>>;
  sandbox: boolean;
}

export type SubscribeResult = { ok: true; until: Date | null } | { ok: false; reason: string };

export type Subscribe = (context: CallContext, params: SubscribeParams) => Promise<SubscribeResult>;

/** Platforms at which a subscription can be made by a call. At others the app's settings say it all. */
export const subscribers: Readonly<Partial<Record<Platform, Subscribe>>> = {
  x: subscribeToX,
  youtube: subscribeToYoutube,
  facebook: subscribeToMeta,
  instagram: subscribeToMeta,
  whatsapp: subscribeBusinessAccount,
};
