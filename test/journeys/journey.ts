import type { Filled, PickedFile } from '../support/browse.ts';
import type { TestApp } from '../support/app.ts';
import type { Visitor } from '../support/browse.ts';

/** What a journey knows while it goes: who is there, what was noted down. */
export interface World { readonly app: TestApp; readonly who: (name: string) => Visitor; readonly visitor: Visitor; readonly noted: Map<string, string>; /** an address or text with `{name}` replaced by what was noted */ say(text: string): string }
export type Words = string | RegExp;

/**
 * One row of a journey: somebody does one thing, and then this is what they see. Text may hold `{name}` for what an earlier
 * row noted. The fields are carried out from top to bottom.
 */
export interface Step {
  /** who acts from here on; a name with a browser of its own */ readonly as?: string;
  /** what this row is there to show; stands in the report of a failure */ readonly why?: string;
  /** moves the clock, Vietnamese time: `2026-03-02 14:55` */ readonly clock?: string;
  readonly signIn?: { readonly officer: string } | { readonly citizen: string };
  readonly go?: string;
  readonly click?: Words;
  /** boxes by name; sends the form with the button `press`, or its first */ readonly fill?: Readonly<Record<string, Filled>>;
  readonly press?: Words;
  /** end of the form's action, where a page has several that fit */ readonly form?: Words;
  /** hidden boxes that tell apart forms of one kind */ readonly holding?: Readonly<Record<string, string>>;
  /** somebody writes to the short number from this telephone */ readonly ask?: { readonly from: string; readonly text: string };
  /** runs the jobs that are due; the names that must be among them */ readonly jobs?: readonly string[];
  readonly status?: number;
  /** address where one ends up */ readonly at?: Words;
  readonly h1?: Words;
  readonly see?: readonly Words[];
  readonly not?: readonly Words[];
  /** sentences of the error summary, each found in one of them; `[]`: none */ readonly errors?: readonly Words[];
  /** what boxes hold now */ readonly boxes?: Readonly<Record<string, string>>;
  /** notes the first group of a pattern, looked for in the address and in what is read */ readonly note?: Readonly<Record<string, RegExp>>;
  /** opens a PDF behind a link and reads it */ readonly paper?: { readonly link: Words; readonly see: readonly Words[]; readonly not?: readonly Words[]; readonly qr?: Words; readonly signed?: boolean };
  readonly mail?: { readonly to: string; readonly subject?: Words; readonly see: readonly Words[]; readonly not?: readonly Words[] };
  readonly sms?: { readonly to: string; readonly see: readonly Words[]; readonly not?: readonly Words[] };
  /** nothing was sent since the last look */ readonly silence?: true;
  readonly check?: (world: World) => Promise<void> | void;
}
export interface Journey {
  readonly name: string;
  /** Vietnamese time at the start */ readonly clock: string;
  readonly simulators?: boolean;
  /** a payment gateway as well */ readonly payments?: boolean;
  /** a carrier as well */ readonly post?: boolean;
  /** four weeks of dossiers in both communes, in every status, behind the clock */ readonly demo?: boolean;
  /** other agencies for linked parts as well */ readonly linked?: boolean;
  readonly steps: readonly Step[];
}
export const journey = (it: Journey): Journey => it;
export type { Filled, PickedFile };
