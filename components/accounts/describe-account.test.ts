import { describe, expect, it } from "vitest";
import type { AccountView } from "@/lib/contracts/accounts";
import {
  askedFirst,
  firstAskedFor,
  toAbility,
  toAccess,
  toAccountState,
  toLead,
  toMissing,
  toPermissions,
  toPostsAhead,
} from "./describe-account";

const now = new Date("2026-03-04T09:00:00Z");
const zone = "Europe/Copenhagen";

const account = (values: Partial<AccountView> = {}): AccountView => ({
  id: "1",
  platform: "x",
  externalId: "1",
  handle: "northlight",
  displayName: "Northlight Coffee",
  avatarUrl: null,
  scopes: [],
  missingScopes: [],
  sandbox: false,
  status: "active",
  statusReason: null,
  paused: false,
  renews: true,
  expiresAt: null,
  refreshedAt: null,
  restUntil: null,
  upcomingPosts: 0,
  blockedPosts: 0,
  nextPostAt: null,
  createdAt: "2026-03-01T09:00:00Z",
  ...values,
});

describe("an account in words", () => {
  it("tells its end in the workspace's zone", () => {
    const ending = account({
      status: "expiring",
      renews: false,
      expiresAt: "2026-03-06T11:00:00Z",
    });
    expect(toAccountState(ending, zone, now).words).toBe("Ends Friday 12:00");
    expect(toAccess(ending, zone, now)).toBe("Not renewed, ends Friday 12:00");
  });

  it("puts what a person must do before what a person chose", () => {
    expect(toAccountState(account({ paused: true }), zone, now).kind).toBe("paused");
    const both = account({ paused: true, status: "action_required" });
    expect(toAccountState(both, zone, now).kind).toBe("action_required");
  });

  it("tells how the access lasts", () => {
    expect(toAccess(account(), zone, now)).toBe("Renews itself every 2 hours");
    expect(toAccess(account({ platform: "youtube" }), zone, now)).toBe("Renews itself every hour");
    expect(toAccess(account({ platform: "linkedin" }), zone, now)).toBe(
      "Renews itself every 60 days",
    );
    expect(toAccess(account({ platform: "blog" }), zone, now)).toBe("Key, does not expire");
    const page = account({ platform: "facebook" });
    expect(toAccess(page, zone, now)).toBe("Does not expire");
  });

  it("lists permissions in plain words, and those that are missing", () => {
    expect(toPermissions(account({ scopes: ["tweet.write", "unknown.scope"] }))).toEqual([
      "Post and delete posts for you",
      "unknown.scope",
    ]);
    expect(toMissing(account())).toBeNull();
    expect(toMissing(account({ missingScopes: ["media.write", "tweet.read"] }))).toBe(
      "Not granted: upload images and videos and read your posts and their counts.",
    );
  });

  it("warns of costs only where they are real", () => {
    expect(toAbility(account())).toBe("Posts. Results cost credits");
    expect(toAbility(account({ sandbox: true }))).toBe("Posts, reads results");
  });

  it("counts what comes, what is held and what waits", () => {
    expect(toPostsAhead(account())).toBe("None");
    expect(toPostsAhead(account({ upcomingPosts: 3 }))).toBe("3 next");
    expect(toPostsAhead(account({ upcomingPosts: 3, paused: true }))).toBe("3 held");
    expect(toPostsAhead(account({ upcomingPosts: 3, blockedPosts: 1 }))).toBe("1 waiting");
  });
});

describe("the page's first sentence", () => {
  it("is calm until somebody is needed", () => {
    expect(toLead([account()])).toEqual({
      count: "One account, all in order.",
      need: null,
      rest: "",
    });
    const resting = {
      label: "X",
      platform: "x",
      sandbox: false,
      since: null,
      until: null,
    } as const;
    expect(toLead([account()], [resting])).toEqual({
      count: "One account.",
      need: null,
      rest: "X rests after errors; its posts wait.",
    });
    expect(toLead([account({ sandbox: true })], [resting]).rest).toBe("");
    const lost = account({ status: "action_required", blockedPosts: 2 });
    expect(toLead([account(), lost])).toEqual({
      count: "Two accounts.",
      need: "X needs a minute",
      rest: ": 2 posts wait for it.",
    });
    expect(toLead([lost, lost, account()]).need).toBe("two need a minute");
  });
});

describe("a choice of accounts", () => {
  const candidates = (["facebook", "instagram"] as const).map((platform) => ({
    ...{ key: `${platform}:1`, platform, handle: "h", displayName: "H" },
    ...{ hasPicture: false, isConnected: false },
  }));
  it("begins with the platform that was asked for, where the consent opened it", () => {
    expect(firstAskedFor({ platform: "instagram", sandbox: true, candidates })).toEqual([
      "instagram:1",
    ]);
    const [first] = askedFirst({ platform: "instagram", sandbox: true, candidates });
    expect(first?.platform).toBe("instagram");
    expect(firstAskedFor({ platform: "whatsapp", sandbox: true, candidates })).toEqual([
      "facebook:1",
    ]);
  });
});
