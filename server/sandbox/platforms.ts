import { blueskyModule } from "./bluesky/module";
import { facebookModule } from "./facebook/module";
import { instagramModule } from "./instagram/module";
import { linkedinModule, linkedinPagesModule } from "./linkedin/module";
import type { PlatformModule } from "./platform-module";
import { tiktokModule } from "./tiktok/module";
import { whatsappModule } from "./whatsapp/module";
import { xModule } from "./x/module";
import { youtubeModule } from "./youtube/module";

/** Every platform that the sandbox imitates. Its own list: it shares no code with the product. */
export const modules: readonly PlatformModule[] = [
  xModule,
  youtubeModule,
  blueskyModule,
  facebookModule,
  instagramModule,
  whatsappModule,
  tiktokModule,
  linkedinModule,
  linkedinPagesModule,
];
