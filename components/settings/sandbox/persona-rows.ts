import type { SandboxPersona } from "@/lib/contracts/sandbox";

/** By platform, first those with a connected profile; within one, the connected profiles first. */
export function toRows(personas: readonly SandboxPersona[]): SandboxPersona[] {
  const isConnected = ({ accountId }: SandboxPersona) => accountId !== null;
  const sorted = [
    ...personas.filter(isConnected),
    ...personas.filter((persona) => !isConnected(persona)),
  ];
  return [...Map.groupBy(sorted, (persona) => persona.label).values()].flat();
}
