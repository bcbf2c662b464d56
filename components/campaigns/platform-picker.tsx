"use client";

import { CheckSquareIcon, SquareIcon } from "@phosphor-icons/react/ssr";
import { PlatformMark } from "@/components/ui/platform-mark";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS, type Platform } from "@/lib/platforms/platform";

export type PlatformPickerProps = {
  chosen: readonly Platform[];
  onChange: (chosen: Platform[]) => void;
};

/** One tile a platform; the order of the catalog is kept. */
export function PlatformPicker({ chosen, onChange }: PlatformPickerProps) {
  const flip = (platform: Platform) =>
    onChange(PLATFORMS.filter((each) => chosen.includes(each) !== (each === platform)));
  return (
    <div className="add">
      {PLATFORMS.map((platform) => {
        const on = chosen.includes(platform);
        const Mark = on ? CheckSquareIcon : SquareIcon;
        return (
          <button
            key={platform}
            type="button"
            className={on ? "pick on" : "pick"}
            aria-pressed={on}
            onClick={() => flip(platform)}
          >
            <PlatformMark platform={platform} />
            <span className="grow m">{catalog[platform].label}</span>
            <Mark className="i" weight={on ? "fill" : "regular"} aria-hidden="true" />
          </button>
        );
      })}
    </div>
  );
}
