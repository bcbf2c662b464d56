import type { SandboxApp, SandboxContext } from "./context";
import type { PlatformModule } from "./platform-module";

/** Throws for a platform that this sandbox does not imitate. */
export function getModule({ modules }: SandboxContext, platform: string): PlatformModule {
  const module = modules.get(platform);
  if (!module) throw new Error(`The sandbox does not imitate ${platform}.`);
  return module;
}

/** The app that the product has there. */
export function getApp({ apps }: SandboxContext, platform: string): SandboxApp {
  const app = apps[platform];
  if (!app) throw new Error(`The sandbox does not imitate ${platform}.`);
  return app;
}
