export interface StoredTweet {
  id: string;
  text: string;
  createdAt: Date | null;
  replyTo: string | null;
  urls: ReadonlyArray<{ short: string; long: string | null; isMedia: boolean }>;
}

/** What a post that we may have sent looks like on the author's timeline. */
export interface Wanted {
  text: string;
  /** When the first try began. */
  since: Date;
  /** The part before it, or null for the first. */
  replyTo: string | null;
  /** Parts that are known already: a thread may say the same thing twice. */
  except: readonly string[];
}

// X tells whole seconds, and its clock and ours may be a moment apart.
const SKEW_MS = 2_000;

const ENTITIES: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** X shortens links, appends one for media and escapes three characters; this undoes all of it. */
function toComparable(text: string, urls: StoredTweet["urls"]): string {
  let plain = text;
  for (const { short, long, isMedia } of urls) {
    plain = plain.replaceAll(short, isMedia ? "" : (long ?? short));
  }
  return plain
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .normalize("NFC")
    .replace(/https?:\/\//gi, "")
    .replace(/\/(?=\s|$)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

export interface Match {
  /** The oldest that says what we sent, since we began. */
  own: StoredTweet | null;
  /** One that says the same was there just before we began. */
  hasOlder: boolean;
}

export function matchTweet(tweets: readonly StoredTweet[], wanted: Wanted): Match {
  const text = toComparable(wanted.text, []);
  const same = tweets.filter(
    (tweet) =>
      tweet.replyTo === wanted.replyTo &&
      !wanted.except.includes(tweet.id) &&
      toComparable(tweet.text, tweet.urls) === text,
  );
  const from = Math.floor(wanted.since.getTime() / 1000) * 1000 - SKEW_MS;
  const fresh = same.filter(({ createdAt }) => createdAt === null || createdAt.getTime() >= from);
  return { own: fresh.at(-1) ?? null, hasOlder: fresh.length < same.length };
}
