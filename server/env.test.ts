import { mkdtempSync, readFileSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";
import { EnvError, readEnv } from "@/server/env";

const directory = () => mkdtempSync(path.join(os.tmpdir(), "bandwagon-env-"));

describe("readEnv", () => {
  it("needs nothing on a laptop, and keeps the secrets it makes", () => {
    const DATA_DIR = directory();
    const first = readEnv({ DATA_DIR });
    const second = readEnv({ DATA_DIR });
    expect(Buffer.from(first.OAUTH_CRYPTO_KEY, "base64")).toHaveLength(32);
    expect(second.OAUTH_CRYPTO_KEY).toBe(first.OAUTH_CRYPTO_KEY);
    expect(second.NEXTAUTH_SECRET).toBe(first.NEXTAUTH_SECRET);
    expect(first).toMatchObject({
      HOST: "127.0.0.1",
      APP_URL: "http://localhost:3000",
      SANDBOX: "on",
    });
  });

  it("lets only the owner of the process read a generated secret", () => {
    const DATA_DIR = directory();
    const env = readEnv({ DATA_DIR });
    const file = path.join(DATA_DIR, "secrets", "nextauth_secret");
    expect(readFileSync(file, "utf8").trim()).toBe(env.NEXTAUTH_SECRET);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it.each([
    ["PORT", "many"],
    ["OAUTH_CRYPTO_KEY", "dG9vIHNob3J0"],
    ["APP_URL", "ftp://example.com"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["SANDBOX", "maybe"],
    ["BOOTSTRAP_OWNER_EMAIL", "nobody"],
  ])("names %s when its value is not right", (name, value) => {
    expect(() => readEnv({ DATA_DIR: directory(), [name]: value })).toThrow(name);
  });

  it("asks for the secrets when a database is shared, and says how to make one", () => {
    const read = () => readEnv({ DATABASE_URL: "postgres://localhost/bandwagon" });
    expect(read).toThrow(EnvError);
    expect(read).toThrow(/OAUTH_CRYPTO_KEY.*openssl rand -base64 32/s);
  });

  it("keeps the sandbox off with a shared database unless it is asked for", () => {
    const secret = Buffer.alloc(32, 1).toString("base64");
    const shared = {
      DATABASE_URL: "postgres://localhost/bandwagon",
      OAUTH_CRYPTO_KEY: secret,
      NEXTAUTH_SECRET: secret,
      INTERNAL_TOKEN: secret,
      INGEST_SECRET: secret,
    };
    expect(readEnv(shared).SANDBOX).toBe("off");
    expect(readEnv({ ...shared, SANDBOX: "on" }).SANDBOX).toBe("on");
  });

  it.each([{ HOST: "0.0.0.0" }, { APP_URL: "https://bandwagon.example" }, { TRUST_PROXY: "on" }])(
    "keeps the sandbox off for others unless it is asked for: %j",
    (reached) => {
      const DATA_DIR = directory();
      expect(readEnv({ DATA_DIR, ...reached }).SANDBOX).toBe("off");
      expect(readEnv({ DATA_DIR, ...reached, SANDBOX: "on" }).SANDBOX).toBe("on");
    },
  );

  it("lets tests move the clock in production on this machine alone", () => {
    const given = { DATA_DIR: directory(), NODE_ENV: "production", TEST_CLOCK: "on" };
    expect(readEnv(given).TEST_CLOCK).toBe("on");
    expect(() => readEnv({ ...given, HOST: "0.0.0.0" })).toThrow(/TEST_CLOCK/);
    expect(() => readEnv({ ...given, APP_URL: "https://x.example" })).toThrow(EnvError);
  });

  it("collects what the catalog's platforms need, and a webhook's secret beside it", () => {
    const given = {
      OAUTH_X_CLIENT_ID: "id",
      OAUTH_X_CONSUMER_SECRET: "secret",
      OAUTH_X_REDIRECT_URI: "https://app.example/cb/",
      OAUTH_FRIENDFACE_CLIENT_ID: "id",
      OAUTH_YOUTUBE_CLIENT_ID: "",
    };
    expect(readEnv({ DATA_DIR: directory(), ...given }).providers).toEqual({
      OAUTH_X_CLIENT_ID: "id",
      OAUTH_X_CONSUMER_SECRET: "secret",
      OAUTH_X_REDIRECT_URI: "https://app.example/cb",
    });
  });

  it("refuses a redirect address and an API version that can be none", () => {
    const versioned = PLATFORMS.flatMap((each) => catalog[each].apiVersion?.envName ?? []);
    const bad = { OAUTH_X_REDIRECT_URI: "javascript:alert(1)", [versioned[0] ?? ""]: "v 1/../2" };
    const read = () => readEnv({ DATA_DIR: directory(), ...bad });
    expect(read).toThrow(/OAUTH_X_REDIRECT_URI: must be an http or https URL/);
    for (const name of versioned.slice(0, 1)) expect(read).toThrow(name);
  });

  it("is told of every variable in .env.example", () => {
    const told = readFileSync(".env.example", "utf8");
    const names = PLATFORMS.flatMap((each) => {
      const { envNames, apiVersion } = catalog[each];
      return [...envNames, ...(apiVersion ? [apiVersion.envName] : [])];
    });
    for (const name of names) expect(told).toContain(`\n${name}=`);
  });

  it("treats an empty value as unset", () => {
    expect(readEnv({ DATA_DIR: directory(), PORT: "", AI_BASE_URL: "" })).toMatchObject({
      PORT: 3000,
    });
  });
});
