import { expect, it } from "vitest";
import { z } from "zod";
import { createCursor, cutPage } from "./cursor";

const cursor = createCursor(z.tuple([z.number(), z.string()]));

it("takes back the place it wrote, and begins at the start without one", () => {
  const place: [number, string] = [-1.5, 'Ådel "å" 🌱'];
  expect(cursor.read(cursor.write(place))).toEqual(place);
  expect(cursor.write(place)).toMatch(/^[\w-]+$/);
  expect([cursor.read(undefined), cursor.read("")]).toEqual([null, null]);
});

it.each([
  ["a text of somebody's own", "page-two"],
  ["no text at all", Buffer.from([0xff, 0x00]).toString("base64url")],
  ["a place of another list", createCursor(z.string()).write("here")],
])("refuses %s, at its field", (_name, text) => {
  expect(() => cursor.read(text)).toThrowError(
    expect.objectContaining({
      code: "invalid",
      fields: [expect.objectContaining({ path: "cursor" })],
    }),
  );
});

it("knows that a page is the last when no further row came", () => {
  expect(cutPage(["a", "b", "c"], 2)).toEqual({ page: ["a", "b"], end: "b" });
  expect(cutPage(["a", "b"], 2)).toEqual({ page: ["a", "b"], end: null });
  expect(cutPage([], 2)).toEqual({ page: [], end: null });
});
