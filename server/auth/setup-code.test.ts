import { expect, it } from "vitest";
import { setupCode } from "@/server/auth/setup-code";

const local = { HOST: "127.0.0.1", APP_URL: "http://localhost:3000", TRUST_PROXY: "off" as const };

it("asks for no code where only this machine reaches the server", () => {
  expect(setupCode(local)).toBeNull();
});

it.each([
  ["bound to every address", { HOST: "0.0.0.0" }],
  ["with a public address", { APP_URL: "https://post.example.com" }],
  ["behind a proxy", { TRUST_PROXY: "on" as const }],
])("asks for the same eight digits all along when %s", (_, env) => {
  const code = setupCode({ ...local, ...env });
  expect(code).toMatch(/^\d{8}$/);
  expect(setupCode({ ...local, ...env })).toBe(code);
});
