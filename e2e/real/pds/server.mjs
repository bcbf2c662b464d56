// A PDS and the directory it writes identities to, as a process of their own with packages of their own.
import { createRequire } from "node:module";
import net from "node:net";

const { DATA_FOLDER, PDS_PORT, PLC_PORT, PUBLIC_PORT } = process.env;

// Both would listen on every address of the machine.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenOnLoopback(...args) {
  const [first] = args;
  if (typeof first === "object" && first !== null && "port" in first) {
    args[0] = { ...first, host: "127.0.0.1" };
  } else if (/^\d+$/.test(String(first))) {
    const rest = args.slice(typeof args[1] === "string" ? 2 : 1);
    args.splice(0, args.length, Number(first), "127.0.0.1", ...rest);
  }
  return listen.apply(this, args);
};

const load = createRequire(import.meta.url);
const { Secp256k1Keypair } = await import("@atproto/crypto");
const { PDS, envToCfg, envToSecrets } = await import("@atproto/pds");
const { Database, PlcServer } = load("@did-plc/server");

const directory = PlcServer.create({ db: Database.mock(), port: Number(PLC_PORT) });
await directory.start();

const rotation = await Secp256k1Keypair.create({ exportable: true });
const recovery = await Secp256k1Keypair.create();
const environment = {
  devMode: true,
  hostname: "localhost",
  // The address in everyone's identity; the port it really listens on is set below.
  port: Number(PUBLIC_PORT),
  dataDirectory: DATA_FOLDER,
  blobstoreDiskLocation: `${DATA_FOLDER}/blobs`,
  didPlcUrl: `http://localhost:${PLC_PORT}`,
  recoveryDidKey: recovery.did(),
  plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotation.export()).toString("hex"),
  adminPassword: "the admin of a test",
  jwtSecret: "known-to-the-tests",
  serviceHandleDomains: [".test"],
  inviteRequired: false,
  disableSsrfProtection: true,
  bskyAppViewUrl: "https://appview.invalid",
  bskyAppViewDid: "did:example:appview",
  modServiceUrl: "https://moderation.invalid",
  modServiceDid: "did:example:moderation",
};
const config = envToCfg(environment);
config.service.port = Number(PDS_PORT);
const server = await PDS.create(config, envToSecrets(environment));
await server.start();
console.log("READY");

process.once("SIGTERM", async () => {
  await server.destroy();
  await directory.destroy();
  process.exit(0);
});
