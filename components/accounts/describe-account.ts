import { DateTime } from "luxon";
import { restingNames } from "@/components/layout/resting-words";
import type { AccountChoice, AccountView, RestingPlatforms } from "@/lib/contracts/accounts";
import { catalog } from "@/lib/platforms/catalog";

export type AccountState = {
  kind: "connected" | "resting" | "paused" | "expiring" | "action_required";
  words: string;
};

/** "today 14:05", "Friday 12:00", "2 Jan": in the workspace's zone, seen from `now`. */
export function whenInWords(iso: string, zone: string, now: Date): string {
  const at = DateTime.fromISO(iso, { zone, locale: "en-GB" });
  const today = DateTime.fromJSDate(now, { zone }).startOf("day");
  const days = Math.round(at.startOf("day").diff(today, "days").days);
  const time = at.toFormat("HH:mm");
  if (days === 0) return `today ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  if (days > 1 && days < 7) return `${at.toFormat("cccc")} ${time}`;
  return at.toFormat("d LLL");
}

export function toAccountState(account: AccountView, zone: string, now: Date): AccountState {
  if (account.status === "action_required") {
    return { kind: "action_required", words: "Reconnect it" };
  }
  if (account.status === "expiring") {
    const when = account.expiresAt ? whenInWords(account.expiresAt, zone, now) : "soon";
    return { kind: "expiring", words: `Ends ${when}` };
  }
  if (account.paused) return { kind: "paused", words: "Paused" };
  if (account.restUntil) {
    return { kind: "resting", words: `Rests until ${whenInWords(account.restUntil, zone, now)}` };
  }
  return { kind: "connected", words: "Connected" };
}

/** What Bandwagon may do there, and what it costs. */
export function toAbility(account: AccountView): string {
  const { pull, metrics } = catalog[account.platform];
  const reads = Object.values(metrics).some((authority) => authority === "pull");
  if (!reads) return "Posts";
  return pull.costPerPostUsd !== null && !account.sandbox
    ? "Posts. Results cost credits"
    : "Posts, reads results";
}

/** What the account granted, in the platform's words made plain; unknown scopes as they are. */
export function toPermissions(account: Pick<AccountView, "platform" | "scopes">): string[] {
  const words = catalog[account.platform].scopeWords;
  return [...new Set(account.scopes.map((scope) => words[scope] ?? scope))];
}

/** Null: everything that is asked for was granted. */
export function toMissing(account: Pick<AccountView, "platform" | "missingScopes">): string | null {
  const words = toPermissions({ platform: account.platform, scopes: account.missingScopes });
  if (words.length === 0) return null;
  const list = new Intl.ListFormat("en-GB").format(words.map(lowerFirst));
  return `Not granted: ${list}.`;
}

const lowerFirst = (text: string) =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

export function toAccess(account: AccountView, zone: string, now: Date): string {
  const { tokenLifetime: lifetime, connect } = catalog[account.platform];
  if (!lifetime && !account.expiresAt) {
    return connect === "credentials" ? "Key, does not expire" : "Does not expire";
  }
  if (!account.renews) {
    return account.expiresAt
      ? `Not renewed, ends ${whenInWords(account.expiresAt, zone, now)}`
      : "Does not expire";
  }
  return lifetime
    ? `Renews itself every ${durationInWords(lifetime.accessMinutes)}`
    : "Renews itself";
}

const UNITS = [
  { name: "day", minutes: 24 * 60 },
  { name: "hour", minutes: 60 },
  { name: "minute", minutes: 1 },
];

/** In the largest unit that it is whole in: "hour", "2 hours", "60 days". */
function durationInWords(minutes: number): string {
  const unit = UNITS.find((each) => minutes % each.minutes === 0);
  if (!unit) return `${minutes} minutes`;
  const count = minutes / unit.minutes;
  return count === 1 ? unit.name : `${count} ${unit.name}s`;
}

export function toPostsAhead(account: AccountView): string {
  if (account.blockedPosts > 0) return `${account.blockedPosts} waiting`;
  if (account.upcomingPosts === 0) return "None";
  return `${account.upcomingPosts} ${account.paused ? "held" : "next"}`;
}

const NUMBERS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split(" ");

export type AccountsLead = { count: string; need: string | null; rest: string };

/** The page's first sentence: how many, which of them needs a person, and which platforms rest. */
export function toLead(
  accounts: readonly AccountView[],
  resting: RestingPlatforms["items"] = [],
): AccountsLead {
  const count = accounts.length;
  const words = `${NUMBERS[count] ?? count} account${count === 1 ? "" : "s"}`;
  const needing = accounts.filter(
    (each) => each.status === "action_required" || each.status === "expiring",
  );
  const [first] = needing;
  const waiting = resting.filter((rest) =>
    accounts.some((each) => each.platform === rest.platform && each.sandbox === rest.sandbox),
  );
  if (!first && waiting.length > 0) {
    const [verb, whose] = waiting.length === 1 ? ["rests", "its"] : ["rest", "their"];
    return {
      count: `${words}.`,
      need: null,
      rest: `${restingNames(waiting)} ${verb} after errors; ${whose} posts wait.`,
    };
  }
  if (!first) return { count: `${words}, all in order.`, need: null, rest: "" };
  if (needing.length > 1) {
    const many = NUMBERS[needing.length]?.toLowerCase() ?? needing.length;
    return { count: `${words}.`, need: `${many} need a minute`, rest: "." };
  }
  const label = catalog[first.platform].label;
  const rest =
    first.blockedPosts > 0 ? `: ${first.blockedPosts} posts wait for it.` : " to connect it again.";
  return { count: `${words}.`, need: `${label} needs a minute`, rest };
}

/** Those of the platform that was asked for, then its neighbours, each in their order. */
export function askedFirst({ platform, candidates }: AccountChoice): AccountChoice["candidates"] {
  const rank = (each: (typeof candidates)[number]) => (each.platform === platform ? 0 : 1);
  return candidates.toSorted((a, b) => rank(a) - rank(b));
}

/** The consent was asked for one platform, and may open accounts of its neighbours before it. */
export function firstAskedFor({ platform, candidates }: AccountChoice): string[] {
  const first = candidates.find((each) => each.platform === platform) ?? candidates[0];
  return first ? [first.key] : [];
}
