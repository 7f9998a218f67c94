import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { oneTimeCodes, secondFactors, secondFactorStore } from '../../src/modules/organisation/index.ts';
import { systemIds } from '../../src/platform/crypto/ids.ts';
import type { TestApp } from './app.ts';
import { readCode } from './read-code.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An officer's telephone with an authenticator on it, written from RFC 6238 apart from the program: it reads the page's square code and shows six digits. */
export class Telephone {
  readonly secret: string;
  /** what the app writes above the digits */ readonly label: string;
  constructor(secret: string, label = '') { this.secret = secret; this.label = label; }

  /** Reads the square code as it is drawn on the page; what may be typed in its place must say the same. */
  static scan(html: string): Telephone {
    const figure = /<figure class="mc-qr">(.*?)<\/figure>/su.exec(html)?.[1] ?? assert.fail('no square code on the page');
    const side = Number(/viewBox="-4 -4 (\d+)/u.exec(figure)?.[1]) - 8;
    const squares = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
    for (const [, x, y, run] of figure.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/gu)) squares[Number(y)]?.fill(true, Number(x), Number(x) + Number(run));
    const address = new URL(readCode(squares) ?? assert.fail('the square code cannot be read'));
    assert.deepEqual([address.protocol, address.host, address.searchParams.get('algorithm'), address.searchParams.get('digits'), address.searchParams.get('period')], ['otpauth:', 'totp', 'SHA1', '6', '30']);
    const secret = address.searchParams.get('secret') ?? '';
    assert.match(secret, /^[A-Z2-7]{32}$/u, '160 bits');
    assert.equal(/<code class="mc-code"[^>]*>([A-Z2-7 ]+)<\/code>/u.exec(html)?.[1]?.replaceAll(' ', ''), secret, 'the letters below the square code are the same secret');
    return new Telephone(secret, decodeURIComponent(address.pathname.slice(1)));
  }

  /** the six digits at this moment by the telephone's own clock, which may be some seconds off */
  code(at: Date, off = 0): string {
    const bits = [...this.secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from((bits.match(/.{8}/gu) ?? []).map((byte) => Number.parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor((at.getTime() / 1000 + off) / 30)));
    const mac = createHmac('sha1', key).update(counter).digest();
    return String((mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }
  /** six digits that no clock near this moment shows */
  wrong(at: Date): string {
    const shown = [-60, -30, 0, 30, 60].map((off) => this.code(at, off));
    return ['000000', '111111', '222222', '333333', '444444', '555555'].find((one) => !shown.includes(one)) ?? assert.fail();
  }
}

/** Codes of the paper, as the page shows them this once. */
export const paperCodes = (html: string): string[] => [...html.matchAll(/<li><code class="mc-code"[^>]*>(\d{4} \d{4} \d{4})<\/code><\/li>/gu)].map((match) => match[1] ?? '');

/** Sets a second factor up for an officer of the demo without the pages in between: these are walked through in `test/journeys/second-factor.test.ts`. */
export async function aTelephone(app: TestApp, officerId: string): Promise<{ readonly telephone: Telephone; readonly paper: readonly string[] }> {
  const factors = secondFactors({ factors: secondFactorStore(app.core.db, app.keyring), codes: oneTimeCodes(systemIds), staff: app.core.organisation });
  const secret = factors.propose();
  const telephone = new Telephone(secret);
  const now = app.clock.now();
  const made = await factors.turnOn(officerId, secret, telephone.code(now, -30), false, now);
  assert.ok(made.ok);
  return { telephone, paper: made.value };
}
