"use client";

import { ArrowRightIcon, MagnifyingGlassIcon } from "@phosphor-icons/react/ssr";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { type ReactNode, useEffect, useState } from "react";
import { SETUP_PAGES, WORK_PAGES } from "@/components/layout/navigation";
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
  actions?: readonly PaletteItem[];
  /** Finds campaigns, posts, accounts. Called 150 ms after the last key. */
  search?: (query: string, signal: AbortSignal) => Promise<readonly PaletteItem[]>;
};

const PAGES: readonly PaletteItem[] = [...WORK_PAGES, ...SETUP_PAGES].map((entry) => ({
  id: `page-${entry.key}`,
  label: entry.label,
  href: entry.href,
  icon: <entry.icon className="i" aria-hidden="true" />,
}));

export function CommandPalette({ actions = [], search }: CommandPaletteProps) {
  const { isOpen, setOpen } = usePalette();
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="palette" aria-describedby={undefined}>
          <Dialog.Title className="sr">Search and commands</Dialog.Title>
          <PaletteBody actions={actions} search={search} onDone={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type PaletteBodyProps = CommandPaletteProps & { onDone: () => void };

function PaletteBody({ actions = [], search, onDone }: PaletteBodyProps) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const found = useFound(query, search);
  const choose = (item: PaletteItem) => {
    onDone();
    item.onSelect?.();
    if (item.href) router.push(item.href);
  };
  return (
    <Command label="Search and commands" loop>
      <div className="list-in">
        <MagnifyingGlassIcon className="i" aria-hidden="true" />
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder="Go to a page, find a campaign, do something"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="list-box">
        <Command.Empty className="list-none">Nothing by that name</Command.Empty>
        <PaletteGroup heading="Found" items={found} onChoose={choose} alwaysShown />
        <PaletteGroup heading="Do" items={actions} onChoose={choose} />
        <PaletteGroup heading="Go to" items={PAGES} onChoose={choose} />
      </Command.List>
    </Command>
  );
}

type PaletteGroupProps = {
  heading: string;
  items: readonly PaletteItem[];
  onChoose: (item: PaletteItem) => void;
  /** The server has matched these already. */
  alwaysShown?: boolean;
};

function PaletteGroup({ heading, items, onChoose, alwaysShown }: PaletteGroupProps) {
  if (items.length === 0) return null;
  return (
    <Command.Group heading={heading} forceMount={alwaysShown}>
      {items.map((item) => (
        <Command.Item
          key={item.id}
          value={item.id}
          keywords={[item.label, ...(item.keywords ?? [])]}
          forceMount={alwaysShown}
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

/** What the search finds, a moment after typing stops; an older answer never replaces a newer. */
function useFound(query: string, search: CommandPaletteProps["search"]): readonly PaletteItem[] {
  const [found, setFound] = useState<readonly PaletteItem[]>([]);
  useEffect(() => {
    const wanted = query.trim();
    if (!search || wanted.length < 2) {
      setFound([]);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      search(wanted, stop.signal).then(
        (items) => stop.signal.aborted || setFound(items),
        () => stop.signal.aborted || setFound([]),
      );
    }, 150);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [query, search]);
  return found;
}
