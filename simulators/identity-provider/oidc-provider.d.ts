/** The package brings no types; these are the few parts that the simulator uses. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface Interaction { readonly uid: string; readonly params: Readonly<Record<string, unknown>>; readonly prompt: { readonly name: string; readonly reasons: readonly string[] } }
  export interface StoredGrant { addOIDCScope(scope: string): void; save(): Promise<string> }
  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    readonly Grant: new (properties: { readonly clientId: string; readonly accountId: string }) => StoredGrant;
    proxy: boolean;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: Readonly<Record<string, unknown>>, options?: { readonly mergeWithLastSubmission: boolean }): Promise<void>;
    on(event: string, listener: (...values: readonly unknown[]) => void): this;
  }
  export default Provider;
}
