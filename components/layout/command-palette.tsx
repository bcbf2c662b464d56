"use client";

import { ArrowRightIcon, MagnifyingGlassIcon } from "@phosphor-icons/react/ssr";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { type NavKey, SETUP_PAGES, shownPages, WORK_PAGES } from "@/components/layout/navigation";
import { usePalette } from "@/components/layout/palette-state";
import { Kbd } from "@/components/ui/kbd";

export type PaletteItem = {
  id: string;
  label: string;
  /** At the right, quiet: the kind, a date. */
  detail?: string;
  icon?: ReactNode;
  href?: string;
  onSelect?: () => void;
  keywords?: string[];
};

export type CommandPaletteProps = {
  /** Places that this workspace has no use for. */
  hidden?: readonly NavKey[];
  actions?: readonly PaletteItem[];
  /** Finds campaigns, posts, accounts. Called 150 ms after the last key. */
  search?: (query: string, signal: AbortSignal) => Promise<readonly PaletteItem[]>;
};

export const toPages = (hidden?: readonly NavKey[]): PaletteItem[] =>
  shownPages([...WORK_PAGES, ...SETUP_PAGES], hidden).map((entry) => ({
    id: `page-${entry.key}`,
    label: entry.label,
    href: entry.href,
    icon: <entry.icon className="i" aria-hidden="true" />,
  }));

export function CommandPalette(props: CommandPaletteProps) {
  const { isOpen, setOpen } = usePalette();
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="sr">Search and commands</Dialog.Title>
          <PaletteBody {...props} onDone={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type PaletteBodyProps = CommandPaletteProps & { onDone: () => void };

function PaletteBody({ actions = [], search, hidden, onDone }: PaletteBodyProps) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { found, isSearching } = useFound(query, search);
  const groups = [
    { heading: "Found", items: found },
    { heading: "Do", items: actions.filter((item) => isNamed(item, query)) },
    { heading: "Go to", items: toPages(hidden).filter((item) => isNamed(item, query)) },
  ];
  const shown = groups.flatMap(({ items }) => items);
  const [picked, setPicked] = useState("");
  const first = shown[0]?.id ?? "";
  // What is found arrives late: the first entry is marked until the keys move to another that stays.
  const value = shown.some((item) => item.id === picked) ? picked : first;
  const choose = (item: PaletteItem) => {
    onDone();
    item.onSelect?.();
    if (item.href) router.push(item.href);
  };
  return (
    <Command
      label="Search and commands"
      loop
      shouldFilter={false}
      value={value}
      onValueChange={setPicked}
    >
      <div className="list-in">
        <MagnifyingGlassIcon className="i" aria-hidden="true" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={(text) => {
            setQuery(text);
            setPicked("");
          }}
          placeholder="Go to a page, find a campaign, do something"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="list-box">
        {shown.length === 0 ? (
          <p className="list-none" role="status">
            {isSearching ? "Looking…" : "Nothing by that name"}
          </p>
        ) : null}
        {groups.map((group) => (
          <PaletteGroup key={group.heading} {...group} onChoose={choose} />
        ))}
      </Command.List>
    </Command>
  );
}

type PaletteGroupProps = {
  heading: string;
  items: readonly PaletteItem[];
  onChoose: (item: PaletteItem) => void;
};

function PaletteGroup({ heading, items, onChoose }: PaletteGroupProps) {
  if (items.length === 0) return null;
  return (
    <Command.Group heading={heading}>
      {items.map((item) => (
        <Command.Item
          key={item.id}
          value={item.id}
          className="menu-item"
          onSelect={() => onChoose(item)}
        >
          {item.icon ?? <ArrowRightIcon className="i" aria-hidden="true" />}
          <span className="cut">{item.label}</span>
          {item.detail ? <span className="end t3 xs nw">{item.detail}</span> : null}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** Every word typed begins a word of the entry. */
export function isNamed({ label, keywords = [] }: PaletteItem, query: string): boolean {
  const words = [label, ...keywords].join(" ").toLowerCase().split(/\s+/);
  const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
  return typed.every((part) => words.some((word) => word.startsWith(part)));
}

/** What the search finds, a moment after typing stops; an older answer never replaces a newer. */
function useFound(query: string, search: CommandPaletteProps["search"]) {
  const [answer, setAnswer] = useState<{ to: string; items: readonly PaletteItem[] }>(NOTHING);
  const wanted = query.trim();
  const asks = search !== undefined && wanted.length >= 2;
  useEffect(() => {
    if (!search || wanted.length < 2) return;
    const stop = new AbortController();
    const settle = (items: readonly PaletteItem[]) =>
      stop.signal.aborted ? undefined : setAnswer({ to: wanted, items });
    const timer = setTimeout(() => {
      search(wanted, stop.signal).then(settle, () => settle([]));
    }, 150);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, search]);
  // While the typing goes on, what fitted its beginning stays.
  const fits = asks && answer.to !== "" && wanted.startsWith(answer.to);
  return { found: fits ? answer.items : [], isSearching: asks && answer.to !== wanted };
}

const NOTHING = { to: "", items: [] };
