import { describe, expect, it } from "vitest";
import {
  checkDraftOf,
  emptyDraft,
  mergeMedia,
  toChanges,
} from "@/components/variants/variant-draft";
import type { VariantMediaView } from "@/lib/contracts/campaigns";

const file = (id: string, altText: string | null = null): VariantMediaView => ({
  id,
  kind: "image",
  mimeType: "image/png",
  bytes: 10,
  fileName: `${id}.png`,
  url: `/api/media/${id}`,
  width: null,
  height: null,
  durationMs: null,
  altText,
  gone: false,
});
const brand = { bannedWords: [], maxLength: null };

describe("a variant being edited", () => {
  it("keeps its order and descriptions when files come and go", () => {
    const edited = [file("b", "typed"), file("a"), file("gone")];
    const saved = [file("a"), file("b"), file("new")];
    expect(mergeMedia(edited, saved)).toEqual([file("b", "typed"), file("a"), file("new")]);
  });

  it("is sent with empty words as none", () => {
    const draft = { ...emptyDraft("x"), text: "Hi", media: [file("a", "")] };
    expect(toChanges(draft)).toMatchObject({
      title: null,
      format: "post",
      media: [{ mediaId: "a", altText: null }],
    });
  });

  it("says at each field, and at each file, what is wrong", () => {
    const media = [file("a", "A"), file("b", "b".repeat(1001)), { ...file("c", "C"), gone: true }];
    const check = checkDraftOf("x", { ...emptyDraft("x"), text: "Hi", media }, brand);
    expect(check.errorOf("altText", 0)).toBe("");
    expect(check.errorOf("altText", 1)).toContain("by 1 character");
    expect(check.errorOf("media")).toContain("File 3 is gone");
    const poll = checkDraftOf("x", { ...emptyDraft("x"), text: "Hi", format: "poll" }, brand);
    expect(poll.errorOf("options.choices")).toContain("Choices");
  });
});
