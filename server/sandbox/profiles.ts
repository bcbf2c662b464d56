import type { DatabaseSync } from "node:sqlite";
import type { SandboxPlatform } from "./context";
import { sha256Hex } from "./seeded";
import { findRow, inTransaction, listRows, run } from "./store";

/** A profile or channel that a visitor of the consent page may choose. */
export interface Profile {
  id: string;
  platform: SandboxPlatform;
  username: string;
  name: string;
  about: string;
  followers: number;
}

type Seed = Omit<Profile, "id" | "platform">;

const seeds: Record<SandboxPlatform, Seed[]> = {
  x: [
    {
      username: "northlight",
      name: "Northlight Coffee",
      about: "Roasted in small batches.",
      followers: 4812,
    },
    {
      username: "haldenandco",
      name: "Halden & Co",
      about: "Furniture that gets repaired.",
      followers: 961,
    },
    {
      username: "marlowcycles",
      name: "Marlow Cycles",
      about: "Bikes for every day.",
      followers: 18240,
    },
  ],
  youtube: [
    {
      username: "northlightbrews",
      name: "Northlight Brews",
      about: "Brewing, slowly explained.",
      followers: 2310,
    },
    {
      username: "haldenworkshop",
      name: "Halden Workshop",
      about: "Repairs from start to end.",
      followers: 640,
    },
    {
      username: "marlowrides",
      name: "Marlow Rides",
      about: "Short rides, long views.",
      followers: 31500,
    },
  ],
};

function externalId(platform: SandboxPlatform, seed: string, username: string): string {
  const hash = sha256Hex(`${seed}/${platform}/${username}`);
  if (platform === "x")
    return `14${BigInt(`0x${hash.slice(0, 14)}`)
      .toString()
      .padStart(17, "0")
      .slice(0, 17)}`;
  return `UC${Buffer.from(hash, "hex").toString("base64url").slice(0, 22)}`;
}

export function seedProfiles(db: DatabaseSync, seed: string): void {
  inTransaction(db, () => {
    for (const platform of ["x", "youtube"] as const) {
      for (const [position, profile] of seeds[platform].entries()) {
        run(
          db,
          `insert into accounts (id, platform, username, name, about, followers, position)
           values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
          externalId(platform, seed, profile.username),
          platform,
          profile.username,
          profile.name,
          profile.about,
          profile.followers,
          position,
        );
      }
    }
  });
}

export function listProfiles(db: DatabaseSync, platform: SandboxPlatform): Profile[] {
  return listRows(db, "select * from accounts where platform = ? order by position", platform);
}

export function findProfile(db: DatabaseSync, id: string): Profile | null {
  return findRow(db, "select * from accounts where id = ?", id);
}
