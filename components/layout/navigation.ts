import type { Icon } from "@phosphor-icons/react";
import {
  AddressBookIcon,
  CalendarBlankIcon,
  ChartBarIcon,
  ChartLineUpIcon,
  GearSixIcon,
  HouseLineIcon,
  ImagesIcon,
  MegaphoneSimpleIcon,
  PaperPlaneTiltIcon,
  PlugsConnectedIcon,
  ScrollIcon,
  StampIcon,
  TreeStructureIcon,
} from "@phosphor-icons/react/ssr";

export type NavKey =
  | "overview"
  | "calendar"
  | "campaigns"
  | "approvals"
  | "posts"
  | "media"
  | "optimizer"
  | "learning"
  | "analytics"
  | "accounts"
  | "contacts"
  | "audit"
  | "settings";

export type NavEntry = { key: NavKey; href: string; under: string; label: string; icon: Icon };

/** How many things wait for a person, by place. Zero is not shown. */
export type NavCounts = Partial<Record<NavKey, number>>;

export const WORK_PAGES: readonly NavEntry[] = [
  { key: "overview", href: "/", under: "/", label: "Overview", icon: HouseLineIcon },
  page("calendar", "Calendar", CalendarBlankIcon),
  page("campaigns", "Campaigns", MegaphoneSimpleIcon),
  page("approvals", "Approvals", StampIcon),
  page("posts", "Posts", PaperPlaneTiltIcon),
  page("media", "Media", ImagesIcon),
  page("optimizer", "Optimizer", ChartLineUpIcon),
  page("learning", "Learning", TreeStructureIcon),
  page("analytics", "Analytics", ChartBarIcon),
];

export const SETUP_PAGES: readonly NavEntry[] = [
  page("accounts", "Accounts", PlugsConnectedIcon),
  page("contacts", "Contacts", AddressBookIcon),
  page("audit", "Audit log", ScrollIcon),
  {
    key: "settings",
    href: "/settings/workspace",
    under: "/settings",
    label: "Settings",
    icon: GearSixIcon,
  },
];

/** The places that this workspace has a use for: the same rule wherever they are listed. */
export const shownPages = (entries: readonly NavEntry[], hidden: readonly NavKey[] = []) =>
  entries.filter(({ key }) => !hidden.includes(key));

const IN_THE_PHONE_BAR: readonly NavKey[] = ["overview", "calendar", "campaigns", "optimizer"];

export const PHONE_BAR = WORK_PAGES.filter((entry) => IN_THE_PHONE_BAR.includes(entry.key));
export const PHONE_MORE = [...WORK_PAGES, ...SETUP_PAGES].filter(
  (entry) => !IN_THE_PHONE_BAR.includes(entry.key),
);

function page(key: NavKey, label: string, icon: Icon): NavEntry {
  return { key, href: `/${key}`, under: `/${key}`, label, icon };
}

const OPTIMIZER_OF_A_CAMPAIGN = /^\/campaigns\/[^/]+\/optimizer$/;

export function isCurrent(entry: NavEntry, pathname: string): boolean {
  // It stands under its campaign's address, and is a place of the optimizer all the same.
  const place = OPTIMIZER_OF_A_CAMPAIGN.test(pathname) ? "/optimizer" : pathname;
  if (entry.under === "/") return place === "/";
  return place === entry.under || place.startsWith(`${entry.under}/`);
}
