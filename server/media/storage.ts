/** Where the bytes of files lie. A range is from `start` up to but not including `end`. */
export interface Storage {
  /** Takes over a finished file of this machine; it may be gone from there afterwards. */
  put(key: string, file: string, mimeType: string): Promise<void>;
  read(key: string, start: number, end: number): Promise<Uint8Array>;
  stream(key: string, start: number, end: number): ReadableStream<Uint8Array>;
  /** A file that is not there is no mistake. */
  remove(key: string): Promise<void>;
}
