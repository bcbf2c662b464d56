import { describe, expect, it } from "vitest";
import {
  type AudienceSubject,
  audienceTotals,
  type Counts,
  countAudience,
  type Manners,
} from "./audience";

const hour = 3_600_000;
const manners: Manners = {
  scaleMs: 5 * hour,
  rates: { likes: 0.022, shares: 0.0035, comments: 0.0028, clicks: 0.014, saves: 0.003 },
};

function subject(changes: Partial<AudienceSubject> = {}): AudienceSubject {
  return {
    postId: "1",
    platform: "x",
    accountId: "a",
    followers: 5000,
    title: null,
    text: "What would you brew first? Tell us: https://northlight.coffee",
    mediaKind: "none",
    publishedAt: Date.parse("2026-11-02T09:00:00Z"),
    ...changes,
  };
}

const names: (keyof Counts)[] = ["views", "likes", "shares", "comments", "clicks", "saves"];

describe("the audience", () => {
  it("answers the same for the same seed, and differently for another", () => {
    const post = subject();
    const at = post.publishedAt + 4 * hour;
    expect(countAudience("s", manners, post, at)).toEqual(countAudience("s", manners, post, at));
    expect(countAudience("s", manners, post, at)).not.toEqual(
      countAudience("t", manners, post, at),
    );
  });

  it("never takes back what it did, and stays within its totals", () => {
    for (let number = 0; number < 20; number += 1) {
      const post = subject({ postId: String(number) });
      const totals = audienceTotals("s", manners.rates, post);
      let before = countAudience("s", manners, post, post.publishedAt - 1);
      expect(before.views).toBe(0);
      for (let minutes = 0; minutes < 4000; minutes += 37) {
        const counts = countAudience("s", manners, post, post.publishedAt + minutes * 60_000);
        for (const name of names) {
          expect(counts[name]).toBeGreaterThanOrEqual(before[name]);
          expect(counts[name]).toBeLessThanOrEqual(totals[name]);
        }
        expect(counts.likes).toBeLessThanOrEqual(counts.views);
        before = counts;
      }
      expect(before.views).toBeGreaterThan(totals.views * 0.95);
    }
  });

  it("clicks only where there is a link", () => {
    const clicks = (text: string) =>
      Array.from(
        { length: 10 },
        (_, at) => audienceTotals("s", manners.rates, subject({ postId: String(at), text })).clicks,
      ).reduce((sum, count) => sum + count, 0);
    expect(clicks("Nothing to follow here.")).toBe(0);
    expect(clicks("Read more: https://northlight.coffee")).toBeGreaterThan(0);
  });

  it("has a taste: over many posts one text does better than another", () => {
    const mean = (text: string) => {
      const posts = Array.from({ length: 60 }, (_, at) => subject({ postId: `${at}`, text }));
      return (
        posts.reduce((sum, post) => sum + audienceTotals("s", manners.rates, post).views, 0) /
        posts.length
      );
    };
    const means = [
      "Our autumn blend is here.",
      "What would you brew first?",
      "3 things to know:\n1. It is new.\n2. It is fresh.\n3. It is here.",
    ].map(mean);
    expect(Math.max(...means) / Math.min(...means)).toBeGreaterThan(1.1);
  });
});
