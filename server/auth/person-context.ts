import { type Ctx, ROLE_SCOPES, type Role, systemContext } from "@/server/context";
import { uuidv7 } from "@/server/db/uuid";
import type { Runtime } from "@/server/runtime";

interface Person {
  userId: string;
  name: string;
  role: Role;
}

/** For what a person does before they are signed in, such as joining by a link. */
export function personContext(runtime: Runtime, workspaceId: string, person: Person): Ctx {
  return {
    ...systemContext(runtime, workspaceId, uuidv7()),
    actor: {
      kind: "user",
      id: person.userId,
      name: person.name,
      role: person.role,
      scopes: ROLE_SCOPES[person.role],
    },
  };
}
