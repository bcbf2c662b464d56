import { formatInZone } from "@/components/ui/zoned-format";
import type { HeldBy } from "@/lib/contracts/pauses";
import type { PostDetail, PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

type Waiting = NonNullable<PostDetail["waiting"]>;

/** What keeps a post whose time has come, until when, and that nobody has to do anything. */
export function describeWaiting(
  { platform, accountHandle }: PostView,
  waiting: Waiting,
  zone: string,
): string {
  const { label } = catalog[platform];
  const until = waiting.until ? whenOf(waiting.until, waiting.asOf, zone) : "soon";
  switch (waiting.kind) {
    case "platform": {
      const since = waiting.since ? ` since ${toWhen(waiting.since, waiting.asOf, zone)}` : "";
      return `${label} has answered with errors${since}. It is tried again ${until}, and the post goes out by itself.`;
    }
    case "rest":
      return `${label} asked ${accountHandle} to rest. The post goes out by itself ${until}.`;
    case "limit":
      return `${label} allows ${accountHandle} no more posts for now. This one goes out by itself ${until}.`;
    case "gap":
      return `${accountHandle} has just posted, and its posts keep their distance. This one goes out by itself ${until}.`;
    case "daily_cap":
      return `${accountHandle} has used up the posts that ${label} allows in 24 hours. This one goes out by itself ${until}.`;
    case "retry":
      return `Tries again ${until}${triesOf(waiting)}.`;
    case "look":
      return `Bandwagon looks again ${until}.`;
  }
}

const HELD: Record<HeldBy["level"], (name: string) => string> = {
  workspace: () => "Everything",
  account: (name) => `The account ${name}`,
  campaign: (name) => `The campaign ${name}`,
  schedule: (name) => `Its schedule on ${name}`,
};

/** "The account @northlight is paused (Ines Moreau, Mon 2 Mar 10:00)." One sentence for each pause. */
export function describeHolds(heldBy: readonly HeldBy[], zone: string): string {
  return heldBy
    .map(({ level, name, isDraft, by, at }) => {
      if (isDraft) return `${HELD[level](name)} is still a draft.`;
      const since = at ? formatInZone(at, zone, "date-time") : null;
      const who = [by, since].filter(Boolean).join(", ");
      return `${HELD[level](name)} is paused${who ? ` (${who})` : ""}.`;
    })
    .join(" ");
}

const triesOf = ({ nth, tries }: Waiting): string =>
  nth !== null && tries !== null ? ` (${toNth(nth)} of ${tries} tries)` : "";

const ENDINGS: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };
const ordinals = new Intl.PluralRules("en-GB", { type: "ordinal" });
const toNth = (nth: number) => `${nth}${ENDINGS[ordinals.select(nth)]}`;

/** "14:05" on the same day, else "Tue 3 Mar 14:05". */
function toWhen(at: string, asOf: string, zone: string): string {
  const isSameDay = formatInZone(at, zone, "date") === formatInZone(asOf, zone, "date");
  return formatInZone(at, zone, isSameDay ? "time" : "date-time");
}

const whenOf = (at: string, asOf: string, zone: string): string =>
  at <= asOf ? "now" : `at ${toWhen(at, asOf, zone)}`;

/** When and by whom it was taken off its platform. */
export function describeRemoved(
  post: PostView & Partial<Pick<PostDetail, "removed">>,
  zone: string,
): string | null {
  if (!post.removed) return null;
  const { label } = catalog[post.platform];
  const { by, at } = post.removed;
  const when = formatInZone(at, zone, "date-time");
  return by
    ? `${by} removed it from ${label}, ${when}.`
    : `${label} no longer has this post (noticed ${when}).`;
}

/** How long an attempt took: "0.4 s", "12 s", "3 min". */
export function describeDuration(startedAt: string, finishedAt: string): string {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
