import { spawnSync } from "node:child_process";

const works = (command) => spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;

export const canUseApt = () =>
  process.platform === "linux" && process.getuid?.() === 0 && works("apt-get");

/** Installs Debian packages. Answers whether they are there now. */
export function aptInstall(...names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, stdio: ["ignore", "ignore", "inherit"] };
  console.log(`Installing ${names.join(", ")} with apt-get…`);
  spawnSync("apt-get", ["update"], options);
  const args = [
    "install",
    "-y",
    "--no-install-recommends",
    "-o",
    "Dpkg::Options::=--force-confold",
    ...names,
  ];
  return spawnSync("apt-get", args, options).status === 0;
}
