import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { DirectoryInUseError, lockDirectory } from "@/server/db/directory-lock";

const directory = () => mkdtempSync(path.join(os.tmpdir(), "bw-lock-"));

it("refuses a second holder and says what to do", async () => {
  const place = directory();
  const unlock = await lockDirectory(place);
  await expect(lockDirectory(place)).rejects.toThrow(DirectoryInUseError);
  await expect(lockDirectory(place)).rejects.toThrow(/DATA_DIR/);
  await unlock();
  const again = await lockDirectory(place);
  await again();
});

it("is freed when its process is killed", async () => {
  const place = directory();
  const script = `require("node:net").createServer().listen(${JSON.stringify(path.join(place, ".lock.sock"))}, () => console.log("held"))`;
  const holder = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  await once(holder.stdout, "data");
  await expect(lockDirectory(place)).rejects.toThrow(DirectoryInUseError);
  const ended = once(holder, "exit");
  holder.kill("SIGKILL");
  await ended;
  const unlock = await lockDirectory(place);
  await unlock();
});
