import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** Nothing but the pages asked for, and no sandbox of its own: containers often allow none. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const browserPath = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => names.map((name) => join(folder, name)))
  .find(isExecutable);

export const hasBrowser = browserPath !== undefined;

/** Somebody in front of the console, and what they would notice. */
export class Visitor {
  /** What the page complained about: its own failures, and what its security policy kept from it. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly origin: string,
  ) {
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.complaints.push(message.text());
    });
  }

  static async arrive(origin: string, options: BrowserContextOptions = {}): Promise<Visitor> {
    if (browserPath === undefined) throw new Error(`no browser on the PATH: install one of ${names.join(', ')}`);
    const browser = await chromium.launch({ executablePath: browserPath, args: flags });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    return new Visitor(await context.newPage(), browser, origin);
  }

  /** Until nothing is asked for any more. What goes on being told does not count. */
  async settle(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
  }

  async look(width: number, colorScheme: 'light' | 'dark', file: string): Promise<void> {
    await this.page.setViewportSize({ width, height: 900 });
    await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await this.page.screenshot({ path: file, fullPage: true });
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
  }

  async signIn(name: string): Promise<void> {
    await this.goTo('/');
    await this.page.getByRole('link', { name: 'Sign in with Kissflow' }).click();
    await this.page.getByRole('button', { name: new RegExp(name) }).click();
    await this.page.getByRole('button', { name: new RegExp(`${name}: profile`) }).waitFor();
  }

  /** Presses Connect Azure AD and answers Microsoft's pages by these buttons, until it is back at the console. */
  async connect(...buttons: string[]): Promise<void> {
    await this.page.getByRole('button', { name: 'Connect Azure AD' }).click();
    for (const name of buttons) await this.page.getByRole('button', { name, exact: true }).click();
    await this.page.waitForURL((url) => url.origin === this.origin);
  }

  /** Waits for the page of this name. */
  async at(heading: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  }

  /** What keeps people who can't see, point or tell colours apart from using the page: https://github.com/dequelabs/axe-core */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate<axe.AxeResults>('axe.run()');
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  async leave(): Promise<void> {
    await this.browser.close();
  }
}
