"use client";

import { CaretUpDownIcon, CheckIcon, MagnifyingGlassIcon } from "@phosphor-icons/react/ssr";
import { Command } from "cmdk";
import { Popover } from "radix-ui";
import { useState } from "react";
import { cx } from "@/components/ui/class-names";
import { useFieldWiring } from "@/components/ui/field";

export type ComboboxOption = {
  value: string;
  label: string;
  /** At the right, quiet ("UTC+2"). */
  detail?: string;
  /** More words the search finds it by. */
  keywords?: string[];
};

export type ComboboxProps = {
  value: string | null;
  onChange: (value: string) => void;
  options: readonly ComboboxOption[];
  placeholder?: string;
  searchPlaceholder?: string;
  emptyText?: string;
  id?: string;
  name?: string;
  disabled?: boolean;
  "aria-label"?: string;
  className?: string;
};

/** One choice from a long list, by typing. */
export function Combobox(props: ComboboxProps) {
  const [open, setOpen] = useState(false);
  const wiring = useFieldWiring(props);
  const chosen = props.options.find((option) => option.value === props.value);
  const choose = (value: string) => {
    props.onChange(value);
    setOpen(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen} modal>
      {props.name ? <input type="hidden" name={props.name} value={props.value ?? ""} /> : null}
      <Popover.Trigger
        {...wiring}
        type="button"
        disabled={props.disabled}
        aria-label={props["aria-label"]}
        className={cx("input combo", props.className)}
      >
        <span className={cx("cut", !chosen && "t3")}>
          {chosen?.label ?? props.placeholder ?? "Choose"}
        </span>
        <CaretUpDownIcon className="i" aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="pop"
          aria-label={props["aria-label"] ?? "Options"}
          align="start"
          sideOffset={4}
          style={{ width: "max(260px, var(--radix-popover-trigger-width))" }}
        >
          <OptionList {...props} onChoose={choose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function OptionList(props: ComboboxProps & { onChoose: (value: string) => void }) {
  return (
    <Command label={props["aria-label"] ?? "Options"} defaultValue={props.value ?? undefined}>
      <div className="list-in">
        <MagnifyingGlassIcon className="i" aria-hidden="true" />
        <Command.Input autoFocus placeholder={props.searchPlaceholder ?? "Search"} />
      </div>
      <Command.List className="list-box">
        <Command.Empty className="list-none">{props.emptyText ?? "Nothing found"}</Command.Empty>
        {props.options.map((option) => (
          <Command.Item
            key={option.value}
            value={option.value}
            keywords={[option.label, ...(option.keywords ?? [])]}
            className="menu-item"
            onSelect={() => props.onChoose(option.value)}
          >
            <span className="cut">{option.label}</span>
            <span className="end row t3 xs">
              {option.detail}
              {option.value === props.value ? (
                <CheckIcon className="i" aria-label="Chosen" />
              ) : null}
            </span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}
