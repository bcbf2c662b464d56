import { expect, it } from "vitest";
import { toPhoneNumber } from "./phone-number";

it.each([
  ["+45 20 12 34 56", "+4520123456"],
  ["0045-20123456", "+4520123456"],
  [" +1 (555) 123-4567 ", "+15551234567"],
  ["+44 20 7946 0123", "+442079460123"],
  ["20123456", null],
  ["+0123456789", null],
  ["+45 20 12 34 56 ext 3", null],
  ["+12345", null],
  ["+1234567890123456", null],
  ["", null],
])("reads %j as %j", (written, expected) => {
  expect(toPhoneNumber(written)).toBe(expected);
});
