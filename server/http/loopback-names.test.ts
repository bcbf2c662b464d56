import { expect, it } from "vitest";
import { isForeignHost, isLocalOnly } from "@/server/http/loopback-names";

const local = { HOST: "127.0.0.1", APP_URL: "http://localhost:3000", TRUST_PROXY: "off" as const };

it.each(["localhost:3000", "127.0.0.1:8080", "[::1]:3000", "localhost", null])(
  "knows %s as a name of this machine",
  (host) => {
    expect(isForeignHost(host, local)).toBe(false);
  },
);

it.each([
  "evil.example:3000",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "192.168.1.4",
  "a b",
])("takes %s for another's name while it listens on loopback alone", (host) => {
  expect(isForeignHost(host, local)).toBe(true);
  expect(isForeignHost(host, { ...local, HOST: "0.0.0.0" })).toBe(false);
});

it("knows the name that a proxy passes on", () => {
  const behindProxy = { ...local, APP_URL: "https://bandwagon.example" };
  expect(isForeignHost("bandwagon.example", behindProxy)).toBe(false);
  expect(isForeignHost("evil.example", behindProxy)).toBe(true);
});

it.each([
  { HOST: "0.0.0.0" },
  { APP_URL: "https://bandwagon.example" },
  { TRUST_PROXY: "on" as const },
])("does not count %j as this machine's alone", (changed) => {
  expect(isLocalOnly({ ...local, ...changed })).toBe(false);
});
