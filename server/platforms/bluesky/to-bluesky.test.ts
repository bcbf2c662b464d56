import { expect, it } from "vitest";
import { toCounts, toPermalink, toRecordKey, toReply, toTexts } from "./to-bluesky";

const draft = { postId: "p", title: null, media: [], options: {} };
const uri = "at://did:plc:abc/app.bsky.feed.post/3l2a2a2a2a22a";

it("cuts only a thread, and keeps a lone cut of a post as text", () => {
  const text = " One\r\nmore\r\n---\r\nTwo \n---\n\n";
  expect(toTexts({ ...draft, format: "thread", text })).toEqual(["One\nmore", "Two"]);
  expect(toTexts({ ...draft, format: "post", text: "a\n---\nb " })).toEqual(["a\n---\nb"]);
  expect(toTexts({ ...draft, format: "thread", text: "---" })).toHaveLength(1);
});

it("names the first part and the one before", () => {
  const record = { $type: "app.bsky.feed.post", text: "x", createdAt: "" } as const;
  const [root, parent] = [
    { uri: "at://1", cid: "a" },
    { uri: "at://2", cid: "b" },
  ];
  expect(toReply(record, [])).toBe(record);
  expect(toReply(record, [root])).toMatchObject({ reply: { root, parent: root } });
  expect(toReply(record, [root, parent])).toMatchObject({ reply: { root, parent } });
});

it("links by handle, and by DID where the handle is lost", () => {
  const site = "https://bsky.app";
  const at = (handle: string) => toPermalink(site, handle, uri);
  expect(at("@alice.example")).toBe(`${site}/profile/alice.example/post/3l2a2a2a2a22a`);
  expect(at("handle.invalid")).toBe(`${site}/profile/did:plc:abc/post/3l2a2a2a2a22a`);
  expect(toRecordKey("https://bsky.app/profile/a/post/b")).toBeNull();
});

it("calls what it was not told unknown, not zero", () => {
  const counts = toCounts({
    uri,
    likeCount: 0,
    repostCount: 2,
    quoteCount: 1,
    replyCount: 4,
    bookmarkCount: 5,
  });
  expect(counts).toMatchObject({ likes: 0, shares: 3, comments: 4, saves: 5, views: null });
  const none = { likeCount: null, repostCount: null, quoteCount: null };
  expect(toCounts({ uri, ...none, replyCount: null, bookmarkCount: null })).toMatchObject({
    likes: null,
    shares: null,
    comments: null,
    saves: null,
    clicks: null,
  });
});
