"use client";

import { CaretUpDownIcon, CheckIcon, MagnifyingGlassIcon } from "@phosphor-icons/react/ssr";
import { Command } from "cmdk";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

export interface Pick {
  value: string;
  label: string;
  icon?: ReactNode;
  /** More words the search finds it by. */
  keywords?: string[];
}

type PickManyProps = {
  /** "Platforms" */
  name: string;
  /** "Search a platform" */
  search: string;
  options: readonly Pick[];
  value: readonly string[];
  onChange: (value: string[]) => void;
};

/** Any of a list, or all of it. Chosen one by one; the list stays open. */
export function PickMany(props: PickManyProps) {
  const { name, value } = props;
  const words = toWords(props);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button size="sm" aria-label={`${name}: ${words}`} className="max-w-[46vw] md:max-w-none">
          <span className={value.length > 0 ? "cut max-w-[22ch]" : "cut max-w-[22ch] t2"}>
            {words}
          </span>
          <CaretUpDownIcon className="i t3" aria-hidden="true" />
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="pop"
          aria-label={name}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          style={{ width: 280 }}
        >
          <OptionList {...props} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function toWords({ name, options, value }: PickManyProps): string {
  const [first] = value;
  if (first === undefined) return `All ${name.toLowerCase()}`;
  if (value.length > 1) return `${value.length} ${name.toLowerCase()}`;
  // It may be gone since the address was written down.
  return (
    options.find((option) => option.value === first)?.label ?? `1 of the ${name.toLowerCase()}`
  );
}

function OptionList({ name, search, options, value, onChange }: PickManyProps) {
  const toggle = (one: string) =>
    onChange(value.includes(one) ? value.filter((each) => each !== one) : [...value, one]);
  return (
    <Command label={name}>
      <div className="list-in">
        <MagnifyingGlassIcon className="i" aria-hidden="true" />
        <Command.Input autoFocus placeholder={search} />
      </div>
      <Command.List className="list-box" label={name}>
        <Command.Empty className="list-none">Nothing found</Command.Empty>
        <Option
          option={{ value: "", label: `All ${name.toLowerCase()}` }}
          isChosen={value.length === 0}
          onSelect={() => onChange([])}
        />
        {options.map((option) => (
          <Option
            key={option.value}
            option={option}
            isChosen={value.includes(option.value)}
            onSelect={() => toggle(option.value)}
          />
        ))}
      </Command.List>
    </Command>
  );
}

type OptionProps = { option: Pick; isChosen: boolean; onSelect: () => void };

function Option({ option, isChosen, onSelect }: OptionProps) {
  return (
    <Command.Item
      value={option.value || "all"}
      keywords={[option.label, ...(option.keywords ?? [])]}
      className="menu-item"
      aria-checked={isChosen}
      onSelect={onSelect}
    >
      {option.icon}
      <span className="cut">{option.label}</span>
      {isChosen ? <CheckIcon className="i end" aria-hidden="true" /> : null}
    </Command.Item>
  );
}
