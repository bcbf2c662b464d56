import { expect, it } from "vitest";
import { writtenHandle } from "./written-handle";

it("writes a name with its @, and leaves hosts and titles as they are", () => {
  expect(writtenHandle("x", "northlight")).toBe("@northlight");
  expect(writtenHandle("x", "@northlight")).toBe("@northlight");
  expect(writtenHandle("blog", "journal.example/hook")).toBe("journal.example/hook");
});
