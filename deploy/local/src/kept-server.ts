import type { RunningServer } from '@rollcall/servers';

/** A mongod or nats-server that is started again, on the same port and data, whenever it ends unasked. */
export class KeptServer {
  private stopped = false;
  private restarted: Promise<void> = Promise.resolve();

  private constructor(
    private server: RunningServer,
    private readonly restart: (port: number) => Promise<RunningServer>,
    private readonly onCrash: () => void,
  ) {
    this.watch();
  }

  /** `start` is called without a port at first, and with the port it got whenever the server has to be started again. */
  static async start(start: (port?: number) => Promise<RunningServer>, onCrash: () => void): Promise<KeptServer> {
    return new KeptServer(await start(), start, onCrash);
  }

  get url(): string {
    return this.server.url;
  }

  /** SIGKILL; resolves when the server is up again. */
  async kill(): Promise<void> {
    await this.server.kill();
    await this.restarted;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.server.stop();
    await this.restarted.catch(() => undefined);
  }

  private watch(): void {
    this.restarted = this.server.exited.then(async () => {
      if (!this.stopped) await this.startAgain();
    });
    // Whoever waits for it is told; nobody has to wait.
    this.restarted.catch(() => undefined);
  }

  private async startAgain(): Promise<void> {
    this.onCrash();
    this.server = await this.restart(this.server.port);
    this.watch();
    // It may have been asked to stop while it was starting.
    if (this.stopped) await this.server.stop();
  }
}
