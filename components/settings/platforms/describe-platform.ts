import { DateTime } from "luxon";
import type { PlatformHealth, PlatformSetup, WebhookTally } from "@/lib/contracts/accounts";

type Told = { tone: "plain" | "ok" | "need" | "bad"; words: string };

/** "Resting until 14:05": how the platform answers, in the workspace's zone. */
export function toHealthWords({ state, until }: PlatformHealth, zone: string): Told {
  if (state === "working") return { tone: "ok", words: "Working" };
  if (state === "probing") return { tone: "need", words: "Trying again now" };
  const time = until ? toTime(until, zone) : "later";
  return { tone: "bad", words: `Resting until ${time}` };
}

/** A rest that is over, before anybody has told how the next try went. */
export const whenOver = (health: PlatformHealth, isOver: boolean): PlatformHealth =>
  isOver && health.state === "resting" ? { ...health, state: "probing" } : health;

/** In one line why posts of a resting platform wait. */
export function toHealthDetail(
  { lastError, since, until, state }: PlatformHealth,
  zone: string,
): string {
  const code = /^http_(\d+)$/.exec(lastError ?? "")?.[1];
  const what = code ? `It has answered ${code}` : "It has not answered";
  const start = since ? ` since ${toTime(since, zone)}` : "";
  const next =
    state === "resting" && until
      ? `It is tried again at ${toTime(until, zone)}.`
      : "It is being tried again.";
  return `${what}, several times in a row${start}. ${next} Its posts wait and go out by themselves.`;
}

const toTime = (at: string, zone: string) => DateTime.fromISO(at, { zone }).toFormat("HH:mm");

export function toReadiness({ ready, missing, realAccounts }: PlatformSetup): Told {
  if (!ready) {
    const count = missing.length;
    const words = `${count} ${count === 1 ? "variable is" : "variables are"} missing`;
    return { tone: "plain", words };
  }
  return { tone: "ok", words: realAccounts > 0 ? `${realAccounts} connected` : "Ready" };
}

/** Null while nothing has to be done about it. */
export function toVersionWarning({ apiVersion, label }: PlatformSetup): string | null {
  if (!apiVersion?.isEnding || apiVersion.daysLeft === null) return null;
  const { value, daysLeft, envName } = apiVersion;
  const when =
    daysLeft < 0 ? "has come to its end" : `ends in ${daysLeft} ${daysLeft === 1 ? "day" : "days"}`;
  return `Version ${value} of ${label}’s API ${when}. Update Bandwagon, or set ${envName} to a newer one.`;
}

export const isInTrouble = (setup: PlatformSetup): boolean =>
  toVersionWarning(setup) !== null ||
  [setup.health.real, setup.health.sandbox].some(({ state }) => state !== "working");

/** The page's first sentence. */
export function toLead(platforms: readonly PlatformSetup[]): string {
  const resting = platforms.filter(({ health }) =>
    [health.real, health.sandbox].some(({ state }) => state !== "working"),
  );
  const ready = platforms.filter((each) => each.ready).length;
  const count =
    ready === platforms.length
      ? "Every platform is ready for real accounts."
      : `${ready} of ${platforms.length} platforms are ready for real accounts.`;
  if (resting.length === 0) return count;
  const names = new Intl.ListFormat("en-GB").format(resting.map((each) => each.label));
  return `${names} ${resting.length === 1 ? "is" : "are"} not answering well. ${count}`;
}

/** What came in at the webhook address so far. */
export function toTallyWords({ received, refused, unknown }: WebhookTally): string {
  const words = [
    ...(received > 0 ? [`${received} ${received === 1 ? "delivery" : "deliveries"} so far`] : []),
    ...(unknown > 0 ? [`${unknown} about nothing known here`] : []),
    ...(refused > 0 ? [`${refused} refused: their signature was wrong`] : []),
  ];
  return words.length === 0 ? "Nothing has come in yet." : `${words.join(", ")}.`;
}
