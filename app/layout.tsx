import "@fontsource-variable/instrument-sans/standard.css";
import "@fontsource-variable/source-serif-4/opsz.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { QueryProvider } from "@/components/providers/query";
import { ThemeProvider } from "@/components/providers/theme";
import { ThemeScript } from "@/components/providers/theme-script";
import { Toaster } from "@/components/providers/toaster";

export const metadata: Metadata = {
  title: { default: "Bandwagon", template: "%s · Bandwagon" },
  description: "Organic reach that learns.",
  icons: { icon: "/favicon.svg" },
  manifest: "/manifest.webmanifest",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fdfdfb" },
    { media: "(prefers-color-scheme: dark)", color: "#131c1d" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [cookieStore, headerStore] = await Promise.all([cookies(), headers()]);
  const chosen = cookieStore.get("theme")?.value;
  const theme = chosen === "light" || chosen === "dark" ? chosen : undefined;
  return (
    // The script sets the theme before React looks at the element.
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <head>
        <ThemeScript nonce={headerStore.get("x-nonce") ?? undefined} />
      </head>
      <body>
        <ThemeProvider fromCookie={theme}>
          <QueryProvider>{children}</QueryProvider>
        </ThemeProvider>
        <Toaster />
      </body>
    </html>
  );
}
