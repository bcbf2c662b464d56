import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // One copy of each in the process: the server bundle and Next's bundle must share them.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@neondatabase/serverless",
    "drizzle-orm",
    "pg",
    "pg-boss",
    "pino",
    "undici",
  ],
  // Types are checked by `npm run check`, once, for the whole tree.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ["@phosphor-icons/react", "@phosphor-icons/react/ssr"] },
};

export default config;
