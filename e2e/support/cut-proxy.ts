import net, { type AddressInfo } from "node:net";

export interface CutProxy {
  url: string;
  /** Drops every connection, as a network does. New ones are taken again. */
  cut(): void;
  close(): Promise<void>;
}

/** A network between clients and the product that can fail. */
export async function startCutProxy(target: string): Promise<CutProxy> {
  const { port } = new URL(target);
  const open = new Set<net.Socket>();
  const keep = (socket: net.Socket, other: net.Socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => {
      open.delete(socket);
      other.destroy();
    });
  };
  const server = net.createServer((inner) => {
    const outer = net.connect(Number(port), "127.0.0.1");
    keep(inner, outer);
    keep(outer, inner);
    inner.pipe(outer);
    outer.pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
