import { expect, it } from "vitest";
import { catalog } from "./catalog";
import { isTold } from "./is-told";

const { linkedin, x } = catalog;

it.each([
  ["views", linkedin.scopes, false],
  ["views", [...linkedin.scopes, "rw_organization_admin"], true],
  ["saves", [...linkedin.scopes, "rw_organization_admin"], false],
  ["saves", [...linkedin.scopes, "r_member_postAnalytics"], true],
  ["conversions", linkedin.scopes, true],
] as const)("knows whether LinkedIn tells %s to an account with %j", (name, scopes, told) => {
  expect(isTold(linkedin, name, scopes)).toBe(told);
});

it("asks for no scope where the platform wants none for a count", () => {
  expect(isTold(x, "views", x.scopes)).toBe(true);
});
