// A proxy between the service and PostgreSQL that cuts connections at the worst moment: when the server has got a group
// of decisions, and its answer has not gone back.

import { once } from 'node:events';
import { connect, createServer, type Server as NetServer, type Socket } from 'node:net';
import { after } from 'node:test';

/**
 * What happens to a group of decisions that is cut. `before`: the connection ends before the server gets the group.
 * `after`: the server gets it, and the connection ends when it answers. `silent`: the server gets it, and nothing comes
 * back.
 */
export type Cut = 'before' | 'after' | 'silent';

/** Each group is one message of this statement: see postgres_insert.cpp. */
const GROUP = Buffer.from('insert_decisions');

export class CuttingProxy {
  cut: Cut = 'after';
  /** How many groups are still to be cut. */
  left = 0;
  /** Groups that were cut so far. */
  cuts = 0;
  /** Whether new connections are taken. */
  isOpen = true;
  readonly #server: NetServer;
  readonly #sockets = new Set<Socket>();

  private constructor(readonly target: number) {
    this.#server = createServer((client) => this.#join(client));
  }

  static async start(target: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    after(() => {
      proxy.#server.close();
      proxy.endAll();
    });
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** The connection string with this proxy in the place of the server. */
  urlOf(url: string): string {
    return url.replace(`:${this.target}/`, `:${this.port}/`);
  }

  /** Ends all connections. */
  endAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(client: Socket): void {
    if (!this.isOpen) {
      client.destroy();
      return;
    }
    const server = connect(this.target, '127.0.0.1');
    let isCut = false;
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        end();
      });
    }
    client.on('data', (data) => {
      // The statement is prepared once, with a message that begins with P; a group binds it.
      if (this.left > 0 && data.includes(GROUP) && !data.includes('INSERT INTO')) {
        isCut = true;
        this.cuts += 1;
        this.left -= 1;
        if (this.cut === 'before') return end();
      }
      server.write(data);
    });
    server.on('data', (data) => {
      if (!isCut) client.write(data);
      else if (this.cut !== 'silent') end();
    });
  }
}
