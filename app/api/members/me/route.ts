import { ProfileView, UpdateProfile } from "@/lib/contracts/profile";
import { updateProfile } from "@/server/auth/update-profile";
import { route } from "@/server/http/route";

export const PATCH = route({
  scope: "workspace:read",
  body: UpdateProfile,
  run: (ctx, { body }) => updateProfile(ctx, body),
  view: ProfileView,
});
