// Not TypeScript: to read that, Next would load its compiler into every running process.

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // One copy of each in the process: the server bundle and Next's bundle must share them.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@neondatabase/serverless",
    "drizzle-orm",
    "nodemailer",
    "pg",
    "pg-boss",
    "pino",
    "sharp",
    "undici",
  ],
  // An imitated platform answers at its own addresses, and some of those end in a slash.
  skipTrailingSlashRedirect: true,
  // Where the analytics stood before: addresses that were kept still lead there.
  redirects: async () => [{ source: "/results", destination: "/analytics", permanent: true }],
  // Types are checked by `npm run check`, once, for the whole tree.
  typescript: { ignoreBuildErrors: true },
  experimental: { optimizePackageImports: ["@phosphor-icons/react", "@phosphor-icons/react/ssr"] },
};

export default config;
