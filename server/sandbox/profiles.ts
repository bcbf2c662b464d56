import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { SandboxContext, SandboxPlatform } from "./context";
import { isSameSecret } from "./grants";
import type { PlatformModule } from "./platform-module";
import { sha256Hex } from "./seeded";
import { findRow, inTransaction, listRows, run } from "./store";

/** A profile, page, channel or number of a made-up person. */
export interface Profile {
  id: string;
  platform: SandboxPlatform;
  username: string;
  name: string;
  about: string;
  followers: number;
  /** Set on platforms that are connected by a password. */
  password: string | null;
}

/** Same seed, same profiles; passwords are this install's own. */
export function seedProfiles(
  db: DatabaseSync,
  seed: string,
  modules: Iterable<PlatformModule>,
): void {
  inTransaction(db, () => {
    for (const module of modules) {
      for (const [position, profile] of module.profiles.entries()) {
        const { platform, passwordPrefix } = module;
        const id = module.toAccountId(sha256Hex(`${seed}/${platform}/${profile.username}`));
        const password = passwordPrefix === undefined ? null : makePassword(passwordPrefix);
        run(
          db,
          `insert into accounts (id, platform, username, name, about, followers, position, password)
           values (?, ?, ?, ?, ?, ?, ?, ?)
           on conflict do update set password = coalesce(password, excluded.password)`,
          id,
          platform,
          profile.username,
          profile.name,
          profile.about,
          profile.followers,
          position,
          password,
        );
      }
    }
  });
}

const letters = "abcdefghijklmnopqrstuvwxyz234567";

/** Four groups of four, as app passwords are shown. */
function makePassword(prefix: string): string {
  const word = [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join("");
  return prefix + (word.match(/.{4}/g) ?? []).join("-");
}

export function listProfiles(db: DatabaseSync, platform: SandboxPlatform): Profile[] {
  return listRows(db, "select * from accounts where platform = ? order by position", platform);
}

export function findProfile(db: DatabaseSync, id: string): Profile | null {
  return findRow(db, "select * from accounts where id = ?", id);
}

/** By name and password, compared in constant time. Null when either is wrong. */
export function findProfileByPassword(
  db: DatabaseSync,
  platform: SandboxPlatform,
  username: string,
  password: string,
): Profile | null {
  const profile = findRow<Profile>(
    db,
    "select * from accounts where platform = ? and username = ?",
    platform,
    username,
  );
  const isRight = isSameSecret(password, profile?.password ?? "");
  return profile?.password && isRight ? profile : null;
}

/** The old password is refused from now on, as when its owner deletes it. The account list has the new one. */
export function replacePassword(context: SandboxContext, accountId: string): void {
  const profile = findProfile(context.db, accountId);
  const prefix = profile ? context.modules.get(profile.platform)?.passwordPrefix : undefined;
  if (prefix === undefined) return;
  run(context.db, "update accounts set password = ? where id = ?", makePassword(prefix), accountId);
}
