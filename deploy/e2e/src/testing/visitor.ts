import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

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

/** More than any page has places to stop at. */
const MOST_TABS = 150;
/** A ring, at the thing itself or at what is drawn for it; where one types, the border and the caret. */
const HAS_RING = `(({ activeElement: at }) =>
  at.matches('input:not([type=checkbox], [type=radio]), textarea') ||
  [at, at.nextElementSibling, at.parentElement].some((each) => each && getComputedStyle(each).outlineStyle !== 'none')
)(document)`;
const FINISH_TRANSITIONS = `document
  .getAnimations()
  .filter((each) => each instanceof CSSTransition)
  .forEach((each) => each.finish())`;

const CUT_OFF = `[...document.querySelectorAll('header *, main *')]
  .filter((each) => each.checkVisibility() && !each.closest('main [role=region]') && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 200))`;

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
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.complaints.push(message.text());
    });
  }

  static async arrive(origin: string): Promise<Visitor> {
    if (browserPath === undefined) throw new Error(`no browser on the PATH: install one of ${names.join(', ')}`);
    const browser = await chromium.launch({ executablePath: browserPath, args: flags });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      // Half faded in, nothing has the contrast it is to have.
      reducedMotion: 'reduce',
    });
    return new Visitor(await context.newPage(), browser, origin);
  }

  /** Until nothing is asked for any more. What goes on being told does not count. */
  async settle(): Promise<void> {
    await this.page.waitForLoadState('networkidle');
  }

  async look(width: number, colorScheme: 'light' | 'dark', file: string): Promise<void> {
    await this.page.setViewportSize({ width, height: 900 });
    await this.page.emulateMedia({ colorScheme });
    await this.page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
  }

  /** A page of the console by its path, any other by its address. */
  async goTo(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.origin).href);
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

  /** Presses Tab until the focus is there, as somebody without a mouse does, and sees where it is. */
  async tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    const focused = target.and(this.page.locator(':focus-visible'));
    for (let presses = 0; (await focused.count()) === 0; presses += 1) {
      if (presses > MOST_TABS) throw new Error(`Tab does not lead to ${target.toString()}`);
      await this.page.keyboard.press('Tab');
    }
    if (!(await this.page.evaluate<boolean>(HAS_RING)))
      throw new Error(`nothing shows that the focus is at ${target.toString()}`);
  }

  async pressAt(target: Locator, key = 'Enter'): Promise<void> {
    await this.tabTo(target);
    await this.page.keyboard.press(key);
  }

  /** Finds something in a list one can type in, and takes it. */
  async pick(list: Locator, typed: string, option: string | RegExp): Promise<void> {
    await this.tabTo(list);
    await this.page.keyboard.type(typed);
    await this.page
      .getByRole('option')
      .first()
      .and(this.page.getByRole('option', { name: option }))
      .waitFor();
    await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.press('Escape');
  }

  /** Waits for the page of this name, and for the focus to be at its heading. */
  async ledTo(heading: string): Promise<void> {
    const title = this.page.getByRole('heading', { level: 1, name: heading });
    await title.and(this.page.locator(':focus')).waitFor();
  }

  /**
   * What keeps people who can't see, point or tell colours apart from using the page, in the light and in the dark:
   * https://github.com/dequelabs/axe-core
   */
  async barriers(): Promise<string[]> {
    await this.page.evaluate(axe.source);
    const found = await this.violations('{}');
    await this.page.emulateMedia({ colorScheme: 'dark' });
    // The colours are others there, and nothing else is.
    const inTheDark = await this.violations("{ runOnly: ['color-contrast'] }");
    await this.page.emulateMedia({ colorScheme: 'light' });
    return [...found, ...inTheDark.map((violation) => `in the dark, ${violation}`)];
  }

  /** What reaches beyond the width of the window, where nobody looks for it. */
  cutOff(): Promise<string[]> {
    return this.page.evaluate(CUT_OFF);
  }

  private async violations(options: string): Promise<string[]> {
    // Half way from one colour to another, nothing has the contrast it is to have.
    await this.page.evaluate(FINISH_TRANSITIONS);
    const { violations } = await this.page.evaluate<axe.AxeResults>(`axe.run(${options})`);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }

  async leave(): Promise<void> {
    await this.browser.close();
  }
}
