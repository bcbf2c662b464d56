export interface UploadForm {
  contentType: string;
  body: Uint8Array;
}

export interface FilePart {
  name: string;
  fileName: string;
  mimeType: string;
  bytes: Uint8Array;
}

/** A multipart form of text fields and one file. */
export function toUploadForm(
  fields: Readonly<Record<string, string>>,
  file: FilePart,
  boundary: string,
): UploadForm {
  const encoder = new TextEncoder();
  const texts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head =
    `--${boundary}\r\ncontent-disposition: form-data; name="${file.name}"; ` +
    `filename="${toFileName(file.fileName)}"\r\ncontent-type: ${file.mimeType}\r\n\r\n`;
  const parts = [
    encoder.encode(texts.join("") + head),
    file.bytes,
    encoder.encode(`\r\n--${boundary}--\r\n`),
  ];
  const body = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.byteLength;
  }
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

/** A quote or a line break in a name would end the header early. */
function toFileName(name: string): string {
  return name.replace(/[^\w.-]+/g, "_").slice(-100) || "file";
}
