import { defineConfig } from "@playwright/test";

const executablePath = process.env.CHROMIUM_PATH;
// Servers that need installing first: `npm run test:real` does that.
const isReal = process.env.REAL_SERVERS === "on";

// Specs start their own servers, each with its own data, so there is no webServer here.
export default defineConfig({
  testDir: isReal ? "e2e/real" : "e2e",
  testIgnore: isReal ? [] : "real/**",
  workers: isReal ? 1 : 2,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  reporter: "list",
  use: {
    browserName: "chromium",
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
