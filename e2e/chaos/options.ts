import { parseArgs } from "node:util";
import type { Crowd } from "@/server/testing/crowd";

export interface Options {
  database: "postgres" | "pglite";
  posts: number;
  /** Processes killed with SIGKILL. */
  kills: number;
  processes: number;
  /** Real time over which processes work, posts come due, and faults strike. */
  seconds: number;
  /** Product time to real time. */
  speed: number;
  seed: number;
  crowd: Crowd;
}

const sizes = {
  short: { posts: 120, kills: 3, seconds: 7, speed: 60 },
  middling: { posts: 1500, kills: 30, seconds: 75, speed: 30 },
  long: { posts: 20_000, kills: 200, seconds: 840, speed: 30 },
};

const few = { x: 4, facebook: 3, bluesky: 4 };
const many = { x: 40, facebook: 30, bluesky: 31 };

/** What was asked for on the command line; the sizes may be changed one by one. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      database: { type: "string", default: "postgres" },
      size: { type: "string", default: "middling" },
      ...{ posts: { type: "string" }, kills: { type: "string" }, seconds: { type: "string" } },
      ...{ processes: { type: "string" }, speed: { type: "string" }, seed: { type: "string" } },
    },
  });
  const { database, size } = values;
  if (database !== "postgres" && database !== "pglite") {
    throw new Error(`There is no database ${database}: take postgres or pglite.`);
  }
  if (size !== "short" && size !== "middling" && size !== "long") {
    throw new Error(`There is no size ${size}: take short, middling or long.`);
  }
  const usual = { ...sizes[size], seed: 1 };
  const read = (name: keyof typeof usual): number => {
    const number = Number(values[name] ?? usual[name]);
    if (!(number > 0)) throw new Error(`--${name} takes a number above zero.`);
    return number;
  };
  return {
    database,
    posts: read("posts"),
    kills: read("kills"),
    // The embedded database belongs to one process: there, it is started again.
    processes: database === "pglite" ? 1 : Number(values.processes ?? 3),
    seconds: read("seconds"),
    speed: read("speed"),
    seed: read("seed"),
    crowd: size === "short" ? few : many,
  };
}

// Seconds, in which nothing else works where there is only one process.
const START_TAKES = 3;

/** Real time that a run takes, more or less, before what is left is settled. */
export function plannedMs({ seconds, kills, processes }: Options): number {
  return (seconds + (processes === 1 ? kills * START_TAKES : 0)) * 1000;
}
