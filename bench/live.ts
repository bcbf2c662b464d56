import { listenToRooms } from "./support/live-listeners";
import { serveLive } from "./support/live-server";
import { measureLive } from "./support/measure-live";
import { say } from "./support/print-figure";

/**
 * How long the commit of an ingest takes to reach the sockets of 500 browsers that look at 60
 * campaigns of one workspace, on PostgreSQL, at 30 and 60 ingests a second spread evenly over them.
 * The server, the sockets and who sends the ingests are processes of their own; the ingests come by
 * HTTP through the product's route. Beside it, in turns with it in the same run and the same server
 * under the same ingests: bare `ws` sockets, sent the same text for the same commits.
 *
 * The commit counts from the first sign of it in the server: its answer or its notification.
 */
async function main(): Promise<void> {
  if (process.argv[2] === "serve") return serveLive();
  if (process.argv[2] === "listen") return listenToRooms();
  if (!process.env.TEST_DATABASE_URL) return say("live.p99.30 skipped: no PostgreSQL");
  await measureLive();
}

await main();
