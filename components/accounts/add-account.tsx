"use client";

import Link from "next/link";
import { WorldSwitch } from "@/components/accounts/world-switch";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { PlatformMark } from "@/components/ui/platform-mark";
import type { OAuthWorld, PlatformSetup } from "@/lib/contracts/accounts";
import type { Platform } from "@/lib/platforms/platform";

type Props = {
  platforms: readonly PlatformSetup[];
  world: OAuthWorld;
  onWorld: (world: OAuthWorld) => void;
  /** The platform whose window is open. */
  waitingFor: Platform | null;
  onConnect: (platform: PlatformSetup) => void;
};

export function AddAccount({ platforms, world, onWorld, waitingFor, onConnect }: Props) {
  const hasSandbox = platforms.some((each) => each.sandbox.available);
  return (
    <section className="sec" id="add" aria-labelledby="add-title">
      <div className="sec-h wrap">
        <h2 className="h" id="add-title">
          Add an account
        </h2>
        {hasSandbox ? (
          <span className="push xs t2 row row-2">
            Connect to
            <WorldSwitch value={world} onChange={onWorld} />
          </span>
        ) : null}
      </div>
      <div className="add">
        {platforms.map((each) => (
          <Tile
            key={each.platform}
            setup={each}
            world={world}
            isWaiting={waitingFor === each.platform}
            onConnect={() => onConnect(each)}
          />
        ))}
      </div>
      <p className="xs t3" style={{ marginTop: 10 }}>
        Keys and tokens are encrypted before they are stored. Bandwagon never sees your password.{" "}
        {world === "sandbox" ? toSandboxWords(platforms) : ""}
      </p>
    </section>
  );
}

function toSandboxWords(platforms: readonly PlatformSetup[]): string {
  const real = platforms.filter((each) => !each.sandbox.available).map((each) => each.label);
  if (real.length === 0) return "Sandbox accounts are made up.";
  const list = new Intl.ListFormat("en-GB").format(real);
  return `Sandbox accounts are made up; ${list} ${real.length === 1 ? "is" : "are"} always real.`;
}

type TileProps = {
  setup: PlatformSetup;
  world: OAuthWorld;
  isWaiting: boolean;
  onConnect: () => void;
};

function Tile({ setup, world, isWaiting, onConnect }: TileProps) {
  const needsKeys =
    setup.connect === "oauth" && (world === "real" ? !setup.ready : !setup.sandbox.available);
  const mark = <PlatformMark platform={setup.platform} />;
  if (needsKeys) {
    return (
      <LinkButton href={`/settings/platforms#${setup.platform}`} icon={mark}>
        {setup.label}
        <span className="t3 xs push">Needs keys</span>
      </LinkButton>
    );
  }
  return (
    <Button icon={mark} className={isWaiting ? "on" : undefined} onClick={onConnect}>
      {setup.label}
      {isWaiting ? <span className="t3 xs push">Waiting for you</span> : null}
    </Button>
  );
}

/** For those who may look but not connect. */
export function AddNotAllowed() {
  return (
    <section className="sec">
      <p className="t2">
        Your role shows accounts but doesn’t connect them. Ask an owner or an editor; they are
        listed under <Link href="/settings/members">Members</Link>.
      </p>
    </section>
  );
}
