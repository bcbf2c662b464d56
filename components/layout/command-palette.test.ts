import { expect, it } from "vitest";
import { isNamed, toPages } from "./command-palette";

it("finds an entry by the beginnings of its words, in any order", () => {
  const entry = { id: "new", label: "New campaign", keywords: ["create", "brief"] };
  for (const typed of ["", "new", "camp new", "Brief "]) expect(isNamed(entry, typed)).toBe(true);
  for (const typed of ["paign", "new post"]) expect(isNamed(entry, typed)).toBe(false);
});

it("leads only to places that the navigation shows", () => {
  const labels = (pages: { label: string }[]) => pages.map(({ label }) => label);
  expect(labels(toPages())).toContain("Contacts");
  expect(labels(toPages(["contacts"]))).not.toContain("Contacts");
});
