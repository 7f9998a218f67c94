import * as oidc from 'openid-client';
import { ok, refuse } from '../../shared/result.ts';
import type { IdentityProvider, ProviderRefusal } from '../../modules/identity/ports.ts';

export interface OidcSettings {
  /** as in the provider's discovery document */ readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `<public address>/dang-nhap/ve`, registered with the provider to the letter */ readonly redirectUri: string;
  readonly scope?: string;
  /** level of assurance to ask for; the national portal reads it */ readonly acrValues?: string;
  /** false: let the provider's own session sign the person in without asking. On shared machines that is somebody else's session. */ readonly alwaysAsk?: boolean;
  /** how the client proves itself at the token endpoint */ readonly clientAuth?: 'basic' | 'post';
  readonly timeoutSeconds?: number;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;
const readUrl = (text: string): URL | null => { try { return new URL(text); } catch { return null; } };

/** OpenID Connect code flow with PKCE (S256), state and nonce. What the provider publishes is read at the first sign-in and kept. */
export function oidcIdentityProvider(settings: OidcSettings): IdentityProvider {
  let known: Promise<oidc.Configuration> | undefined;
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= discover(settings).catch((error: unknown) => { known = undefined; throw error; });
    return known;
  };
  return {
    async begin(returnTo) {
      let config: oidc.Configuration;
      try {
        config = await configuration();
      } catch {
        return refuse('unavailable');
      }
      const saved = { state: oidc.randomState(), nonce: oidc.randomNonce(), codeVerifier: oidc.randomPKCECodeVerifier(), returnTo };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: settings.redirectUri, scope: settings.scope ?? 'openid', state: saved.state, nonce: saved.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(saved.codeVerifier), code_challenge_method: 'S256',
        ...(settings.acrValues ? { acr_values: settings.acrValues } : {}), ...(settings.alwaysAsk === false ? {} : { prompt: 'login' }),
      });
      return ok({ redirectTo: url.href, saved });
    },
    async finish(callbackUrl, saved) {
      // Behind a proxy the address may have come in otherwise; the one that was registered is the one that counts.
      const current = new URL(settings.redirectUri);
      current.search = callbackUrl.search;
      try {
        const config = await configuration();
        const tokens = await oidc.authorizationCodeGrant(config, current, { pkceCodeVerifier: saved.codeVerifier, expectedState: saved.state, expectedNonce: saved.nonce, idTokenExpected: true });
        const identity = tokens.claims();
        if (!identity) return refuse('mismatch');
        const info = config.serverMetadata().userinfo_endpoint ? await oidc.fetchUserInfo(config, tokens.access_token, identity.sub) : {};
        return ok({ issuer: identity.iss, raw: { ...identity, ...info } });
      } catch (error) {
        return refuse(refusalOf(error));
      }
    },
    checkConfig() {
      const wrong: string[] = [];
      const issuer = readUrl(settings.issuer);
      const back = readUrl(settings.redirectUri);
      if (!issuer) wrong.push('identity provider: issuer is not an address');
      else if (issuer.protocol !== 'https:' && !LOOPBACK.test(issuer.hostname)) wrong.push('identity provider: issuer must be https');
      if (!back) wrong.push('identity provider: redirectUri is not an address');
      else if (back.protocol !== 'https:' && !LOOPBACK.test(back.hostname)) wrong.push('identity provider: redirectUri must be https');
      if (settings.clientId === '') wrong.push('identity provider: clientId is empty');
      if (settings.clientSecret.length < 16) wrong.push('identity provider: clientSecret has fewer than 16 characters');
      return wrong;
    },
  };
}

async function discover(settings: OidcSettings): Promise<oidc.Configuration> {
  const issuer = new URL(settings.issuer);
  const config = await oidc.discovery(
    issuer, settings.clientId, undefined,
    settings.clientAuth === 'post' ? oidc.ClientSecretPost(settings.clientSecret) : oidc.ClientSecretBasic(settings.clientSecret),
    // Plain http is for the simulator on this very machine and for nothing else.
    issuer.protocol === 'http:' && LOOPBACK.test(issuer.hostname) ? { execute: [oidc.allowInsecureRequests], timeout: settings.timeoutSeconds ?? 10 } : { timeout: settings.timeoutSeconds ?? 10 },
  );
  config.timeout = settings.timeoutSeconds ?? 10;
  return config;
}

/** The provider said no; the answer is not to our question; or there was none. */
function refusalOf(error: unknown): ProviderRefusal {
  if (error instanceof oidc.AuthorizationResponseError) return error.error === 'access_denied' ? 'denied' : /^(?:server_error|temporarily_unavailable)$/u.test(error.error) ? 'unavailable' : 'mismatch';
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500 ? 'unavailable' : 'mismatch';
  const code = (error as { code?: string }).code ?? '';
  if (error instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON') return 'unavailable';
  return (error as { name?: string }).name === 'ClientError' || error instanceof oidc.WWWAuthenticateChallengeError ? 'mismatch' : 'unavailable';
}
