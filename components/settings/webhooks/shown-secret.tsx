"use client";

import { useState } from "react";
import { CopyField } from "@/components/ui/copy-field";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";

const NODE = `import { createHmac, timingSafeEqual } from "node:crypto";

// body: the request's bytes as they came, before any parsing
function isFromBandwagon(secret, headers, body) {
  const id = headers["webhook-id"];
  const time = headers["webhook-timestamp"];
  if (Math.abs(Date.now() / 1000 - Number(time)) > 300) return false;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const wanted = createHmac("sha256", key)
    .update(\`\${id}.\${time}.\`).update(body).digest();
  return headers["webhook-signature"].split(" ").some((each) => {
    const given = Buffer.from(each.replace("v1,", ""), "base64");
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}`;

const SHELL = `# body.json: the request's bytes as they came
key=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -vtx1 | tr -d ' \\n')
{ printf '%s.%s.' "$WEBHOOK_ID" "$WEBHOOK_TIMESTAMP"; cat body.json; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64
# equals what follows "v1," in webhook-signature`;

const SNIPPETS = { node: NODE, shell: SHELL };

/** Shown once, with how a receiver makes use of it. */
export function ShownSecret({ secret }: { secret: string }) {
  const [language, setLanguage] = useState<keyof typeof SNIPPETS>("node");
  return (
    <div className="grid gap-4">
      <Field label="Signing secret" hint="Lost means: make a new one">
        <CopyField value={secret} what="signing secret" />
      </Field>
      <p className="t2">
        Every delivery is signed by it, as Standard Webhooks has it. A receiver checks the signature
        before it believes anything.
      </p>
      <Segmented
        label="Language"
        value={language}
        onChange={setLanguage}
        options={[
          { value: "node", label: "Node.js" },
          { value: "shell", label: "Shell" },
        ]}
      />
      <pre className="answer max-h-none!">{SNIPPETS[language]}</pre>
    </div>
  );
}
