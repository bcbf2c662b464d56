"use client";

import { type ReactNode, useEffect, useSyncExternalStore } from "react";

export type ThemeChoice = "system" | "light" | "dark";

const KEY = "theme";
const CHANGED = "theme-changed";
const A_YEAR_S = 31_536_000;

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

function applyTheme(choice: ThemeChoice): void {
  const systemDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = choice === "system" ? (systemDark ? "dark" : "light") : choice;
  document.documentElement.dataset.theme = theme;
}

function saveChoice(choice: ThemeChoice): void {
  const forget = choice === "system";
  try {
    if (forget) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // Storage may be switched off: the cookie still carries the choice.
  }
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `${KEY}=${choice}; path=/; max-age=${forget ? 0 : A_YEAR_S}; samesite=lax`;
  applyTheme(choice);
  dispatchEvent(new Event(CHANGED));
}

function watchChoice(onChange: () => void): () => void {
  addEventListener(CHANGED, onChange);
  addEventListener("storage", onChange);
  return () => {
    removeEventListener(CHANGED, onChange);
    removeEventListener("storage", onChange);
  };
}

export function useTheme(): { theme: ThemeChoice; setTheme: (choice: ThemeChoice) => void } {
  const theme = useSyncExternalStore(watchChoice, readChoice, () => "system" as const);
  return { theme, setTheme: saveChoice };
}

type ThemeProviderProps = { fromCookie: string | undefined; children: ReactNode };

/** Keeps the page in step with the choice, other tabs and the system. */
export function ThemeProvider({ fromCookie, children }: ThemeProviderProps) {
  const { theme } = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new cookie rewrites the attribute
  useEffect(() => {
    const follow = () => applyTheme(theme);
    follow();
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [theme, fromCookie]);
  return children;
}
