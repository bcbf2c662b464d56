import { expect, it } from "vitest";
import { readBytes } from "@/server/http/body";
import { holdBody } from "@/server/http/hold-body";

const MIB = 1024 * 1024;

function from(address: string, length?: number): Request {
  const headers = new Headers({ "x-client-address": address });
  if (length !== undefined) headers.set("content-length", `${length}`);
  return new Request("http://localhost/", { method: "POST", headers });
}

it("holds so much of strangers at once, half of it from one address, and lets go of it", async () => {
  const open: (() => void)[] = [];
  const hold = (address: string, length?: number) =>
    holdBody(from(address, length), 8 * MIB, () => new Promise<void>((end) => open.push(end)));
  const first = [1, 2, 3, 4].map(() => hold("192.0.2.1", 8 * MIB));
  await expect(hold("192.0.2.1", 1)).rejects.toMatchObject({ code: "unavailable" });
  const second = [1, 2, 3].map(() => hold("192.0.2.2"));
  const third = [hold("192.0.2.3", 7 * MIB), hold("192.0.2.3", 1000)];
  await expect(hold("192.0.2.4", MIB)).rejects.toMatchObject({ code: "unavailable" });
  for (const end of open) end();
  await Promise.all([...first, ...second, ...third]);
  await expect(holdBody(from("192.0.2.1"), 8 * MIB, async () => "read")).resolves.toBe("read");
});

it("waits no longer than it may for a body that stops", async () => {
  const body = new ReadableStream({ start: (to) => to.enqueue(new Uint8Array(3)) });
  const init = { method: "POST", body, duplex: "half" };
  const request = new Request("http://localhost/", init as RequestInit);
  await expect(readBytes(request, 10, 5)).rejects.toMatchObject({ code: "bad_request" });
});
