import pg from "pg";

/** COPY … TO STDOUT, as `pg` runs it: it brings no such query of its own. What comes is let go. */
class CopyOut {
  readonly done: Promise<void>;
  private settle: (error?: Error) => void = () => {};

  constructor(private readonly statement: string) {
    this.done = new Promise((resolve, reject) => {
      this.settle = (error) => (error ? reject(error) : resolve());
    });
  }

  submit(connection: { query(text: string): void }): void {
    connection.query(this.statement);
  }

  handleCopyData(): void {}

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.settle();
  }

  handleError(error: Error): void {
    this.settle(error);
  }
}

/** Seconds that it takes to hand all rows of the statement to a client on this machine. */
export async function copyOut(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const copy = new CopyOut(statement);
    const started = performance.now();
    client.query(copy as unknown as pg.Submittable);
    await copy.done;
    return (performance.now() - started) / 1000;
  } finally {
    await client.end();
  }
}
