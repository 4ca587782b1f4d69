/** The server listens at its port, or can't: then in a sentence for the operator. */
import type { ServerType } from '@hono/node-server';
import type { Config } from '../config.ts';

export class ListenRefused extends Error {
  override name = 'ListenRefused';
}

export function listening(server: ServerType, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error) => reject(new ListenRefused(faultOf(error, config), { cause: error })));
  });
}

function faultOf({ code = '', message }: NodeJS.ErrnoException, { port, host, mode }: Config): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program, or by this service started twice: end that one, or choose another, e.g. PORT=${port + 1}.`;
    case 'EACCES':
      return `This user may not listen at port ${port}: choose one above 1023, e.g. PORT=3000.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return mode === 'demo'
        ? `DEMO_HOST is ${host}, which is no address of this machine: leave it out, or set it to 0.0.0.0.`
        : `The address ${host} is none of this machine (${code}).`;
    default:
      return `Port ${port} can't be listened at (${message}): check PORT.`;
  }
}
