import { describe, expect, it } from "vitest";
import { readFoundLink } from "./found-link";

describe("readFoundLink", () => {
  it("takes the id from the end of an address, or from its query", () => {
    const post = "https://x.example/northlight/status/1790012345678";
    expect(readFoundLink(` ${post} `)).toEqual({ permalink: post, externalId: "1790012345678" });
    const film = "https://video.example/watch?v=dQw4w9WgXcQ";
    expect(readFoundLink(film)).toEqual({ permalink: film, externalId: "dQw4w9WgXcQ" });
  });

  it("keeps an address that names no id, and an id without an address", () => {
    const page = "https://blog.example/autumn/";
    expect(readFoundLink(page)).toEqual({ permalink: page, externalId: null });
    expect(readFoundLink("1790012345678")).toEqual({
      permalink: null,
      externalId: "1790012345678",
    });
  });

  it("refuses what is neither", () => {
    for (const text of ["", "it is there", "javascript:alert(12345)", "x.example/status"]) {
      expect(readFoundLink(text), text).toBeNull();
    }
  });
});
