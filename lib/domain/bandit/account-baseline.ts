import { arrivedShare } from "../arrival-curve";

/** What one post of an account got: views, or weighted interactions where views are not told. */
export interface AccountPost {
  accountId: string;
  got: number;
  /** When it was last read. */
  ageHours: number;
  /** Hours since 1970, of when it went out. */
  publishedHour: number;
}

/** What an account usually gets, by the hour. */
export interface AccountBaseline {
  /** Of an ordinary post, in the end. */
  expected(accountId: string, publishedHour: number): number;
}

/** A post is compared from its first day on: before, its account's curve is mostly guesswork. */
export const COMPARED_FROM_HOURS = 24;

const BLOCK_HOURS = 4;
/** Posts before an account's own level outweighs that of all accounts together. */
const LEVEL_POSTS = 2;
/** Posts in a block of hours before its own deviation is half believed: hours matter little. */
const BLOCK_POSTS = 60;

/**
 * From the accounts' own posts: the geometric mean, so that one post gone viral moves little, and a
 * deviation for each block of the day, shrunk. Null while no post has been out for a day.
 */
export function fitAccountBaseline(posts: readonly AccountPost[]): AccountBaseline | null {
  const settled = posts.filter(({ ageHours }) => ageHours >= COMPARED_FROM_HOURS);
  if (settled.length === 0) return null;
  const logs = settled.map((post) => ({ ...post, log: logInTheEnd(post) }));
  const overall = mean(logs.map(({ log }) => log));
  const levels = new Map<string, number>();
  for (const [accountId, own] of Map.groupBy(logs, (post) => post.accountId)) {
    const sum = own.reduce((all, { log }) => all + log, 0);
    levels.set(accountId, (sum + overall * LEVEL_POSTS) / (own.length + LEVEL_POSTS));
  }
  const blocks = new Map<string, number>();
  for (const [key, own] of Map.groupBy(logs, blockOf)) {
    const off = own.reduce(
      (all, { accountId, log }) => all + log - (levels.get(accountId) ?? 0),
      0,
    );
    blocks.set(key, off / (own.length + BLOCK_POSTS));
  }
  return {
    expected: (accountId, publishedHour) => {
      const level = levels.get(accountId) ?? overall;
      return Math.exp(level + (blocks.get(blockOf({ accountId, publishedHour })) ?? 0));
    },
  };
}

function logInTheEnd({ got, ageHours }: AccountPost): number {
  return Math.log(Math.max(got, 0) / arrivedShare(ageHours) + 1);
}

function blockOf({ accountId, publishedHour }: { accountId: string; publishedHour: number }) {
  return `${accountId} ${Math.floor((((publishedHour % 24) + 24) % 24) / BLOCK_HOURS)}`;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
