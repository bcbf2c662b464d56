import pg from "pg";
import { COPY_COLUMNS } from "./ingest-rows";

/** What `pg` asks of something that speaks the protocol itself. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
}

/** COPY … FROM STDIN, as `pg` runs it: it brings no such query of its own. */
class Copy {
  readonly done: Promise<void>;
  private settle: (error?: Error) => void = () => {};

  constructor(
    private readonly into: string,
    private readonly chunks: readonly Uint8Array[],
  ) {
    this.done = new Promise((resolve, reject) => {
      this.settle = (error) => (error ? reject(error) : resolve());
    });
  }

  submit(connection: CopyConnection): void {
    connection.query(`copy ${this.into} from stdin`);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    for (const chunk of this.chunks) connection.sendCopyFromChunk(chunk);
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.settle();
  }

  handleError(error: Error): void {
    this.settle(error);
  }
}

/** Seconds that COPY takes for these rows into a table with the columns of `metrics` and nothing else. */
export async function copyRows(url: string, chunks: readonly Uint8Array[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("drop table if exists bare");
    await client.query("create table bare as select * from metrics with no data");
    const copy = new Copy(`bare (${COPY_COLUMNS.join(", ")})`, chunks);
    const started = performance.now();
    client.query(copy as unknown as pg.Submittable);
    await copy.done;
    return (performance.now() - started) / 1000;
  } finally {
    await client.end();
  }
}
