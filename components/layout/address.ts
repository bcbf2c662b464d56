"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useSyncExternalStore } from "react";

/** Where the browser went without the router, and what the router still said then. */
interface Move {
  path: string;
  search: string;
  behind: string;
}

let move: Move | null = null;
let routed = "";
const followers = new Set<() => void>();

function note(): void {
  move = { path: window.location.pathname, search: window.location.search, behind: routed };
  for (const follow of followers) follow();
}

function subscribe(follow: () => void): () => void {
  if (followers.size === 0) window.addEventListener("popstate", note);
  followers.add(follow);
  return () => {
    followers.delete(follow);
    if (followers.size === 0) window.removeEventListener("popstate", note);
  };
}

/** A move that another one has followed, the router's too, is none any more. */
const lastMove = (): Move | null =>
  move?.path === window.location.pathname && move.search === window.location.search ? move : null;

/**
 * What the address asks for. The router follows a step back only when the server has answered, and a
 * second step in that time not at all: until it has caught up, the browser's own word counts.
 */
export function useSearch(): URLSearchParams {
  const path = usePathname();
  const said = useSearchParams().toString();
  const last = useSyncExternalStore(subscribe, lastMove, () => null);
  useEffect(() => {
    routed = said;
    if (move && move.behind !== said) move = null;
  }, [said]);
  const isAhead = last !== null && last.path === path && last.behind === said;
  const text = isAhead ? last.search : said;
  return useMemo(() => new URLSearchParams(text), [text]);
}

/** Goes to another choice of the same page, which the back button leaves again. */
export function pushAddress(href: string): void {
  window.history.pushState(null, "", href);
  note();
}

/** Shows another choice of the same page in place of this one. */
export function replaceAddress(href: string): void {
  window.history.replaceState(null, "", href);
  note();
}
