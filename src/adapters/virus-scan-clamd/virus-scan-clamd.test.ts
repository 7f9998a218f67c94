import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createClamdScanner } from './index.ts';

// The test file that every scanner knows, in two parts so that no scanner takes offence at this source.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Speaks clamd's protocol: reads the pieces back together and looks for one signature. */
function listen(behave: (socket: Socket, command: string, body: Buffer) => void): Server {
  return createServer((socket) => {
    let held = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      held = Buffer.concat([held, chunk]);
      const end = held.indexOf(0);
      if (end < 0) return;
      const command = held.subarray(0, end).toString();
      if (command !== 'zINSTREAM') { behave(socket, command, Buffer.alloc(0)); return; }
      const pieces: Buffer[] = [];
      for (let at = end + 1; at + 4 <= held.length;) {
        const length = held.readUInt32BE(at);
        if (length === 0) { behave(socket, command, Buffer.concat(pieces)); return; }
        if (at + 4 + length > held.length) return;
        pieces.push(held.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
}
const honest = (socket: Socket, command: string, body: Buffer): void => {
  socket.end(command === 'zPING' ? 'PONG\0' : body.length > 3_000_000 ? 'INSTREAM size limit exceeded. ERROR\0' : body.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
};

describe('clamd', () => {
  const servers: Server[] = [];
  let home: string;
  before(async () => { home = await mkdtemp(join(tmpdir(), 'mc-clamd-')); });
  after(async () => { for (const server of servers) server.close(); await rm(home, { recursive: true, force: true }); });
  const start = async (behave: Parameters<typeof listen>[0], path?: string) => {
    const server = listen(behave);
    servers.push(server);
    await new Promise<void>((go) => (path ? server.listen(path, go) : server.listen(0, '127.0.0.1', go)));
    return createClamdScanner({ address: path ? { socket: path } : { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, timeoutMs: 400 });
  };

  test('says clean and infected, over TCP and over a UNIX socket', async () => {
    for (const scanner of [await start(honest), await start(honest, join(home, 'clamd.sock'))]) {
      assert.equal(await scanner.scan(Buffer.from('một tờ giấy')), 'clean');
      assert.equal(await scanner.scan(randomBytes(1_000_000)), 'clean');
      assert.equal(await scanner.scan(Buffer.concat([randomBytes(200_000), Buffer.from(EICAR)])), 'infected');
      assert.deepEqual(await scanner.checkConfig(), []);
    }
  });

  test('anything else is «unavailable», never «clean»', async () => {
    const answers: Record<string, (socket: Socket) => void> = {
      'an error': (socket) => socket.end('stream: lstat() failed ERROR\0'),
      'other words': (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n\0'),
      'OK of something else': (socket) => socket.end('OK\0'),
      'a cut answer': (socket) => socket.end('stream: OK'),
      'a closed door': (socket) => socket.destroy(),
      'an endless answer': (socket) => { for (let n = 0; n < 50; n++) socket.write('stream: '.repeat(100)); },
      silence: () => undefined,
    };
    for (const [name, answer] of Object.entries(answers)) assert.equal(await (await start(answer)).scan(Buffer.from('x')), 'unavailable', name);
    const large = await (await start(honest)).scan(randomBytes(3_100_000));
    assert.equal(large, 'unavailable', 'a daemon that takes less than we do has not looked at the file');
    assert.equal(await createClamdScanner({ address: { socket: join(home, 'nobody.sock') } }).scan(Buffer.from('x')), 'unavailable');
  });

  test('a daemon that stops reading does not hold the upload', async () => {
    const server = createServer((socket) => { socket.pause(); socket.on('error', () => undefined); });
    servers.push(server);
    await new Promise<void>((go) => server.listen(0, '127.0.0.1', go));
    const started = performance.now();
    assert.equal(await createClamdScanner({ address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, timeoutMs: 300 }).scan(randomBytes(15_000_000)), 'unavailable');
    assert.ok(performance.now() - started < 2000);
  });

  test('addresses are paths or host and port; anything else stops the start', async () => {
    const path = join(home, 'by-path.sock');
    await start(honest, path);
    for (const address of [path, `unix:${path}`]) assert.equal(await createClamdScanner({ address }).scan(Buffer.from('x')), 'clean');
    const tcp = listen(honest);
    servers.push(tcp);
    await new Promise<void>((go) => tcp.listen(0, '127.0.0.1', go));
    assert.equal(await createClamdScanner({ address: `127.0.0.1:${(tcp.address() as AddressInfo).port}` }).scan(Buffer.from(EICAR)), 'infected');
    for (const address of ['', 'clamd', '127.0.0.1', '127.0.0.1:0', '127.0.0.1:99999', 'relative/path', 'http://127.0.0.1:3310/x']) assert.throws(() => createClamdScanner({ address }), /host:port/u, address);
  });

  test('the check names what is wrong', async () => {
    assert.match((await createClamdScanner({ address: { socket: join(home, 'nobody.sock') } }).checkConfig())[0] ?? '', /does not answer/u);
    assert.match((await (await start((socket) => socket.end('hello\0'))).checkConfig())[0] ?? '', /not as clamd/u);
  });
});
