import type { Socket } from "socket.io";

/**
 * Lets go of a socket that reads slower than facts come, before more than so much waits for it in
 * memory. Its client connects again and is told what it missed from the rows.
 */
export function dropSlow(socket: Socket, mostWaitingBytes: number, onDrop: () => void): void {
  const { conn } = socket;
  let waiting = 0;
  conn.on("packetCreate", ({ data }: { data?: string | Buffer }) => {
    if (conn.transport.writable) return;
    waiting += data?.length ?? 0;
    if (waiting <= mostWaitingBytes) return;
    waiting = 0;
    onDrop();
    // A polite end would wait behind all that is not read.
    conn.request.socket.destroy();
    conn.close(true);
  });
  // What waited was handed to the connection, which takes no more until it has sent that.
  conn.on("flush", () => {
    waiting = 0;
  });
}

/** Resolves once what was sent is on its way, or the socket is gone. */
export async function untilSent({ conn }: Socket): Promise<void> {
  const { transport } = conn;
  if (transport.writable || conn.readyState !== "open") return;
  await new Promise<void>((resolve) => {
    transport.once("ready", resolve);
    conn.once("close", () => resolve());
  });
}
