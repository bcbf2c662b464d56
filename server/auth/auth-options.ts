import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { signInWithOidc } from "@/server/auth/sign-in-with-oidc";
import { verifyPassword } from "@/server/auth/verify-password";
import { SESSION_COOKIE } from "@/server/http/session-token";
import type { Runtime } from "@/server/runtime";

const sessionDays = 30;

interface OidcProfile {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

/** Any OIDC issuer by environment. Without a client secret it is a public client with PKCE, as Replit Auth is. */
function oidcProvider(env: Runtime["env"]): OAuthConfig<OidcProfile>[] {
  if (!env.OIDC_ISSUER || !env.OIDC_CLIENT_ID) return [];
  return [
    {
      id: "oidc",
      name: env.OIDC_LABEL,
      type: "oauth",
      wellKnown: `${env.OIDC_ISSUER}/.well-known/openid-configuration`,
      issuer: env.OIDC_ISSUER,
      idToken: true,
      checks: ["pkce", "state"],
      clientId: env.OIDC_CLIENT_ID,
      ...(env.OIDC_CLIENT_SECRET
        ? { clientSecret: env.OIDC_CLIENT_SECRET }
        : { client: { token_endpoint_auth_method: "none" as const } }),
      authorization: { params: { scope: "openid email profile" } },
      profile: (profile) => ({
        id: profile.sub,
        email: profile.email ?? null,
        name: profile.name ?? profile.email ?? "Member",
      }),
    },
  ];
}

/** Built for each request, since the database opens asynchronously. */
export function authOptions(runtime: Runtime): NextAuthOptions {
  // From the scheme people really use: a Secure cookie on plain http would make sign-in loop.
  const secure = runtime.env.APP_URL.startsWith("https:");
  return {
    secret: runtime.env.NEXTAUTH_SECRET,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: sessionDays * 86_400 },
    cookies: {
      sessionToken: {
        name: SESSION_COOKIE,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {} },
        authorize: (credentials, request) =>
          verifyPassword(runtime, {
            email: credentials?.email ?? "",
            password: credentials?.password ?? "",
            address: clientAddress(request.headers ?? {}),
          }),
      }),
      ...oidcProvider(runtime.env),
    ],
    callbacks: {
      signIn: async ({ account, user, profile }) => {
        if (account?.type !== "oauth") return true;
        const signedIn = await signInWithOidc(runtime, profile as OidcProfile);
        if (!signedIn.ok) return `/sign-in?error=${signedIn.refusal}`;
        Object.assign(user, signedIn.user);
        return true;
      },
      jwt: async ({ token, user }) => {
        const member = user as Partial<SignedInUser> | undefined;
        if (!member?.workspaceId) return token;
        return {
          ...token,
          userId: member.id,
          workspaceId: member.workspaceId,
          version: member.version,
        };
      },
      session: async ({ session }) => session,
    },
  };
}

export interface SignedInUser {
  id: string;
  name: string;
  email: string;
  workspaceId: string;
  version: number;
}

/** Set by the server itself on every request, from the socket or a declared proxy. */
function clientAddress(headers: Record<string, unknown>): string {
  const value = headers["x-client-address"];
  return typeof value === "string" ? value : "unknown";
}
